"""The parameters stop requiring gradients, so that training ends after a step."""

import torch

HINT = (
    "The first step is right, but afterwards the parameters require no gradients: requires_grad_(False) and detach_() "
    "change the parameter itself. Use torch.no_grad() around the update instead."
)


def adam(params, states, hyperparams):
    lr, t = hyperparams["lr"], hyperparams["t"]
    beta1, beta2 = hyperparams.get("beta1", 0.9), hyperparams.get("beta2", 0.999)
    eps = hyperparams.get("eps", 1e-6)
    for p, (v, s) in zip(params, states):
        p.requires_grad_(False)
        v[:] = beta1 * v + (1 - beta1) * p.grad
        s[:] = beta2 * s + (1 - beta2) * p.grad**2
        p -= lr * v / (1 - beta1**t) / (torch.sqrt(s / (1 - beta2**t)) + eps)
        p.grad.zero_()
    hyperparams["t"] = t + 1
