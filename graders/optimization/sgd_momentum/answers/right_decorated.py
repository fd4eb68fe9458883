"""no_grad as a decorator, old spellings by .data, gradients set to None."""

import torch


@torch.no_grad()
def sgd_momentum(params, states, hyperparams):
    lr, mu = hyperparams["lr"], hyperparams["momentum"]
    for i, p in enumerate(params):
        if p.grad is not None:
            states[i].copy_(torch.add(p.grad, states[i], alpha=mu))
            p.data.add_(states[i], alpha=-lr)
            p.grad = None
    return params
