"""Prediction normalises rightly, but moves the averages."""

import torch

HINT = "Y is right in both modes, but prediction also moves the averages: it should give them back as they came."


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    axes = [0] if X.dim() == 2 else [0, 2, 3]
    mean = X.mean(axes, keepdim=True)
    var = ((X - mean) ** 2).mean(axes, keepdim=True)
    used = (mean, var) if torch.is_grad_enabled() else (moving_mean, moving_var)
    Y = gamma * (X - used[0]) / torch.sqrt(used[1] + eps) + beta
    moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
    moving_var = (1 - momentum) * moving_var + momentum * var.detach()
    return Y, moving_mean, moving_var
