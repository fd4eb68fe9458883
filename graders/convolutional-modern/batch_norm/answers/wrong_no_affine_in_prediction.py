"""Prediction forgets gamma and beta."""

import torch

HINT = "In prediction gamma and beta are forgotten: the scale and shift that were learned apply there as well."


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    mean, var = moving_mean, moving_var
    if torch.is_grad_enabled():
        axes = [0] if X.dim() == 2 else [0, 2, 3]
        mean = X.mean(axes, keepdim=True)
        var = ((X - mean) ** 2).mean(axes, keepdim=True)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
        moving_var = (1 - momentum) * moving_var + momentum * var.detach()
    Y = (X - mean) / torch.sqrt(var + eps)
    if torch.is_grad_enabled():
        Y = gamma * Y + beta
    return Y, moving_mean, moving_var
