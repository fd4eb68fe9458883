"""The moving averages are updated in place."""

import torch

HINT = (
    "The values are right, but the moving averages that were passed in have changed too: return new ones and "
    "leave the arguments alone."
)


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    mean, var = moving_mean, moving_var
    if torch.is_grad_enabled():
        axes = [0] if X.dim() == 2 else [0, 2, 3]
        mean = X.mean(axes, keepdim=True)
        var = ((X - mean) ** 2).mean(axes, keepdim=True)
        moving_mean.mul_(1 - momentum).add_(momentum * mean.detach())
        moving_var.mul_(1 - momentum).add_(momentum * var.detach())
    Y = gamma * (X - mean) / torch.sqrt(var + eps) + beta
    return Y, moving_mean, moving_var
