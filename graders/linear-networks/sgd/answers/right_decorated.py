"""A decorator, and gradients that become None."""

import torch


@torch.no_grad()
def sgd(params, lr, batch_size):
    for p in params:
        if p.grad is None:
            continue
        p.add_(p.grad, alpha=-lr / batch_size)
        p.grad = None
