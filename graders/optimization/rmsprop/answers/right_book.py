"""The book's form, with what the contract asks of missing gradients."""

import torch


def rmsprop(params, states, hyperparams):
    gamma, eps = hyperparams["gamma"], 1e-6
    for p, s in zip(params, states):
        if p.grad is None:
            continue
        with torch.no_grad():
            s[...] = gamma * s + (1 - gamma) * torch.square(p.grad)
            p[...] -= hyperparams["lr"] * p.grad / torch.sqrt(s + eps)
        p.grad.data.zero_()
