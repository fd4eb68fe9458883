"""momentum is always 0.1."""

import torch

HINT = "The argument momentum is not used: a fixed 0.1 stands in its place."


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    mean, var = moving_mean, moving_var
    if torch.is_grad_enabled():
        axes = [0] if X.dim() == 2 else [0, 2, 3]
        mean = X.mean(axes, keepdim=True)
        var = ((X - mean) ** 2).mean(axes, keepdim=True)
        moving_mean = 0.9 * moving_mean + 0.1 * mean.detach()
        moving_var = 0.9 * moving_var + 0.1 * var.detach()
    Y = gamma * (X - mean) / torch.sqrt(var + eps) + beta
    return Y, moving_mean, moving_var
