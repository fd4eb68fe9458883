"""The root of s is divided by the correction of s."""

import torch

HINT = (
    "The correction belongs to s, and then comes the root: sqrt(s / (1 - beta2**t)). Here the root of s "
    "is divided by the whole correction."
)


def adam(params, states, hyperparams):
    b1, b2, eps, lr, t = (
        hyperparams.get("beta1", 0.9),
        hyperparams.get("beta2", 0.999),
        hyperparams.get("eps", 1e-6),
        hyperparams["lr"],
        hyperparams["t"],
    )
    with torch.no_grad():
        for p, (v, s) in zip(params, states):
            v.copy_(b1 * v + (1 - b1) * p.grad)
            s.copy_(b2 * s + (1 - b2) * p.grad**2)
            p -= lr * (v / (1 - b1**t)) / (s.sqrt() / (1 - b2**t) + eps)
            p.grad.zero_()
    hyperparams["t"] += 1
