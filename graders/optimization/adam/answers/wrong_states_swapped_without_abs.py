"""The pair is taken as (s, v), and the root is taken of what comes: of a negative average it is nan."""

import torch

HINT = (
    "The two states of a pair are taken in the wrong order: first comes v, the average of the gradient, "
    "then s, that of its square."
)


def adam(params, states, hyperparams):
    lr, t = hyperparams["lr"], hyperparams["t"]
    beta1, beta2 = hyperparams.get("beta1", 0.9), hyperparams.get("beta2", 0.999)
    eps = hyperparams.get("eps", 1e-6)
    with torch.no_grad():
        for p, (s, v) in zip(params, states):
            v.mul_(beta1).add_((1 - beta1) * p.grad)
            s.mul_(beta2).add_((1 - beta2) * p.grad**2)
            p -= lr * (v / (1 - beta1**t)) / ((s / (1 - beta2**t)).sqrt() + eps)
            p.grad.zero_()
    hyperparams["t"] = t + 1
