"""The paper's faster form with its eps, next to the uncorrected root."""

import torch

HINT = (
    "eps is added to the root of the uncorrected s, as in the faster form of the paper, and its default is 1e-8. Correct s "
    "first, then take the root and add eps, whose default is 1e-6 here."
)
MUST_FAIL = "test_hidden::test_eps"


def adam(params, states, hyperparams):
    lr, t = hyperparams["lr"], hyperparams["t"]
    beta1, beta2 = hyperparams.get("beta1", 0.9), hyperparams.get("beta2", 0.999)
    eps = hyperparams.get("eps", 1e-8)
    with torch.no_grad():
        for p, (v, s) in zip(params, states):
            v[:] = beta1 * v + (1 - beta1) * p.grad
            s[:] = beta2 * s + (1 - beta2) * p.grad**2
            v_hat = v / (1 - beta1**t)
            s_hat = s / (1 - beta2**t)
            p -= lr * (1 - beta2**t) ** 0.5 / (1 - beta1**t) * v / (torch.sqrt(s) + eps)
            p.grad.zero_()
    hyperparams["t"] = t + 1
