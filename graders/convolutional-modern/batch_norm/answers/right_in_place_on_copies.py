"""In place, on tensors of its own; the moving averages are updated on clones under no_grad."""

import torch


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    if torch.is_grad_enabled():
        axes = tuple({0, 2, 3} & set(range(X.ndim)))
        mean = X.mean(axes, keepdim=True)
        Y = X - mean
        var = (Y * Y).mean(axes, keepdim=True)
        moving_mean, moving_var = moving_mean.clone(), moving_var.clone()
        with torch.no_grad():
            moving_mean *= 1 - momentum
            moving_mean += momentum * mean
            moving_var *= 1 - momentum
            moving_var += momentum * var
    else:
        Y = X - moving_mean
        var = moving_var
    Y = Y / torch.sqrt(var + eps)
    Y = Y * gamma
    Y += beta
    return [Y, moving_mean, moving_var]
