"""The parameters are clipped in place of their gradients."""

HINT = "The parameters are scaled, and the gradients left as they were. It is param.grad that should be scaled."

import torch
from torch import nn


def grad_clipping(net, theta):
    params = list(net.parameters()) if isinstance(net, nn.Module) else net.params
    norm = torch.sqrt(sum((p.grad**2).sum() for p in params if p.grad is not None))
    if norm > theta:
        with torch.no_grad():
            for p in params:
                p *= theta / norm
