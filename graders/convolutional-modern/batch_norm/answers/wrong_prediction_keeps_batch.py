"""Prediction uses the statistics of the batch but leaves the averages alone."""

import torch

HINT = (
    "Prediction leaves the moving averages alone, but does not use them: it still normalises with the "
    "statistics of the batch."
)


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    axes = [0] if X.dim() == 2 else [0, 2, 3]
    mean = X.mean(axes, keepdim=True)
    var = ((X - mean) ** 2).mean(axes, keepdim=True)
    Y = gamma * (X - mean) / torch.sqrt(var + eps) + beta
    if torch.is_grad_enabled():
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
        moving_var = (1 - momentum) * moving_var + momentum * var.detach()
    return Y, moving_mean, moving_var
