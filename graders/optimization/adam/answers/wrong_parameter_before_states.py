"""The parameter moves before the averages are updated."""

import torch

HINT = "The parameter is moved by the averages of the step before: update v and s first."


def adam(params, states, hyperparams):
    lr, t = hyperparams["lr"], hyperparams["t"]
    beta1, beta2 = hyperparams.get("beta1", 0.9), hyperparams.get("beta2", 0.999)
    eps = hyperparams.get("eps", 1e-6)
    with torch.no_grad():
        for p, (v, s) in zip(params, states):
            p -= lr * (v / (1 - beta1**t)) / (torch.sqrt(s / (1 - beta2**t)) + eps)
            v[:] = beta1 * v + (1 - beta1) * p.grad
            s[:] = beta2 * s + (1 - beta2) * p.grad**2
            p.grad.zero_()
    hyperparams["t"] = t + 1
