"""The states are given new tensors that the caller never sees."""

import torch

HINT = (
    "The caller's v and s keep their old values: `v = ...` makes a new tensor. Write into the old one, "
    "with v[...] = ... or v.copy_(...)."
)


def adam(params, states, hyperparams):
    lr, t = hyperparams["lr"], hyperparams["t"]
    beta1, beta2 = hyperparams.get("beta1", 0.9), hyperparams.get("beta2", 0.999)
    eps = hyperparams.get("eps", 1e-6)
    with torch.no_grad():
        for p, (v, s) in zip(params, states):
            v = beta1 * v + (1 - beta1) * p.grad
            s = beta2 * s + (1 - beta2) * p.grad**2
            v_hat = v / (1 - beta1**t)
            s_hat = s / (1 - beta2**t)
            p -= lr * v_hat / (torch.sqrt(s_hat) + eps)
            p.grad.zero_()
    hyperparams["t"] = t + 1
