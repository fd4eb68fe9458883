"""One factor that is at most 1, without a condition; the norm of the norms."""

import math

import torch


@torch.no_grad()
def grad_clipping(net, theta):
    params = net.parameters() if isinstance(net, torch.nn.Module) else net.params
    grads = [p.grad for p in params if p.grad is not None]
    norm = math.hypot(*(g.double().norm().item() for g in grads))
    factor = min(1.0, theta / norm) if norm else 1.0
    for g in grads:
        g.mul_(factor)
    return norm
