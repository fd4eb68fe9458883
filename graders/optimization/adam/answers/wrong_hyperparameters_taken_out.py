"""Hyperparameters are taken out of the dictionary, so that the next step does not find them."""

import torch

HINT = (
    "This takes beta1, beta2 and eps out of the dictionary (as pop does): the next step finds none of them and uses the "
    "defaults. Read them with get, and leave what was given."
)
MUST_FAIL = "test_hidden::test_t"


def adam(params, states, hyperparams):
    lr, t = hyperparams["lr"], hyperparams["t"]
    beta1, beta2 = hyperparams.pop("beta1", 0.9), hyperparams.pop("beta2", 0.999)
    eps = hyperparams.pop("eps", 1e-6)
    with torch.no_grad():
        for p, (v, s) in zip(params, states):
            v.copy_(beta1 * v + (1 - beta1) * p.grad)
            s.copy_(beta2 * s + (1 - beta2) * p.grad**2)
            v_hat = v / (1 - beta1**t)
            s_hat = s / (1 - beta2**t)
            p -= lr * v_hat / (torch.sqrt(s_hat) + eps)
            p.grad.zero_()
    hyperparams["t"] = t + 1
