"""The defaults are taken with `or`, also where a hyperparameter is given as 0."""

import torch

HINT = (
    "Where a hyperparameter is given as 0 its default is taken: 0 is false, so `or` passes over it. Write "
    'hyperparams.get("beta1", 0.9), which takes the default only where the key is missing.'
)
MUST_FAIL = "test_hidden::test_given_hyperparameters"


def adam(params, states, hyperparams):
    lr, t = hyperparams["lr"], hyperparams["t"]
    beta1, beta2 = hyperparams.get("beta1") or 0.9, hyperparams.get("beta2") or 0.999
    eps = hyperparams.get("eps") or 1e-6
    with torch.no_grad():
        for p, (v, s) in zip(params, states):
            v.copy_(beta1 * v + (1 - beta1) * p.grad)
            s.copy_(beta2 * s + (1 - beta2) * p.grad**2)
            p -= lr * (v / (1 - beta1**t)) / (torch.sqrt(s / (1 - beta2**t)) + eps)
            p.grad.zero_()
    hyperparams["t"] = t + 1
