"""The moving variance is of the unbiased variance, as nn.BatchNorm keeps it."""

import torch

HINT = (
    "Y is right, but the moving variance is made from the unbiased variance (divided by m - 1), as "
    "nn.BatchNorm does. Here it is made from the biased one."
)


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    mean, var = moving_mean, moving_var
    if torch.is_grad_enabled():
        axes = [0] if X.dim() == 2 else [0, 2, 3]
        mean = X.mean(axes, keepdim=True)
        var = ((X - mean) ** 2).mean(axes, keepdim=True)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
        moving_var = (1 - momentum) * moving_var + momentum * X.detach().var(axes, keepdim=True)
    Y = gamma * (X - mean) / torch.sqrt(var + eps) + beta
    return Y, moving_mean, moving_var
