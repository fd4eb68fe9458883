"""The book's form, with what the contract asks of missing gradients."""

import torch


def adagrad(params, states, hyperparams):
    eps = 1e-6
    for p, s in zip(params, states):
        if p.grad is None:
            continue
        with torch.no_grad():
            s[...] += torch.square(p.grad)
            p[...] -= hyperparams["lr"] * p.grad / torch.sqrt(s + eps)
        p.grad.data.zero_()
