"""Scales by 1 + gamma."""

import torch

HINT = (
    'This multiplies by 1 + gamma. gamma is the scale itself; it starts at one.'
)


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    mean, var = moving_mean, moving_var
    if torch.is_grad_enabled():
        axes = (0,) if X.ndim == 2 else (0, 2, 3)
        mean = X.mean(axes, keepdim=True)
        var = ((X - mean) ** 2).mean(axes, keepdim=True)
        moving_mean = ((1 - momentum) * moving_mean + momentum * mean).detach()
        moving_var = ((1 - momentum) * moving_var + momentum * var).detach()
    return (1 + gamma) * (X - mean) / torch.sqrt(var + eps) + beta, moving_mean, moving_var
