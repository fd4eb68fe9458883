"""Adds eps to the quotient."""

import torch

HINT = (
    'eps is added to the normalised values instead of the variance: a bracket is in the wrong place. It belongs inside the root, where it keeps the divisor from zero.'
)


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    mean, var = moving_mean, moving_var
    if torch.is_grad_enabled():
        axes = (0,) if X.ndim == 2 else (0, 2, 3)
        mean = X.mean(axes, keepdim=True)
        var = ((X - mean) ** 2).mean(axes, keepdim=True)
        moving_mean = ((1 - momentum) * moving_mean + momentum * mean).detach()
        moving_var = ((1 - momentum) * moving_var + momentum * var).detach()
    return gamma * (X - mean) / torch.sqrt(var) + gamma * eps + beta, moving_mean, moving_var
