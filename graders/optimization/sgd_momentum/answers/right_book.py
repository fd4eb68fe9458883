"""The book's form, with what the contract asks of missing gradients."""

import torch


def sgd_momentum(params, states, hyperparams):
    for p, v in zip(params, states):
        if p.grad is None:
            continue
        with torch.no_grad():
            v[...] = hyperparams["momentum"] * v + p.grad
            p[...] -= hyperparams["lr"] * v
        p.grad.data.zero_()
