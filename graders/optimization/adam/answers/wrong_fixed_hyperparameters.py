"""The book's version: beta1, beta2 and eps cannot be given."""

import torch

HINT = (
    "beta1, beta2 and eps are fixed in the code: take them from hyperparams where they are given, and use "
    "the defaults only where they are not."
)


def adam(params, states, hyperparams):
    lr, t = hyperparams["lr"], hyperparams["t"]
    beta1, beta2, eps = 0.9, 0.999, 1e-6
    with torch.no_grad():
        for p, (v, s) in zip(params, states):
            v[:] = beta1 * v + (1 - beta1) * p.grad
            s[:] = beta2 * s + (1 - beta2) * p.grad**2
            v_hat = v / (1 - beta1**t)
            s_hat = s / (1 - beta2**t)
            p -= lr * v_hat / (torch.sqrt(s_hat) + eps)
            p.grad.zero_()
    hyperparams["t"] = t + 1
