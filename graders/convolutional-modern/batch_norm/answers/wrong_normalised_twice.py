"""The moving averages are of the values after normalisation."""

import torch

HINT = "The moving averages are made from Y, after normalisation: they should be those of X."


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    mean, var = moving_mean, moving_var
    if torch.is_grad_enabled():
        axes = [0] if X.dim() == 2 else [0, 2, 3]
        mean = X.mean(axes, keepdim=True)
        var = ((X - mean) ** 2).mean(axes, keepdim=True)
    Y = gamma * (X - mean) / torch.sqrt(var + eps) + beta
    if torch.is_grad_enabled():
        seen = Y.detach()
        moving_mean = (1 - momentum) * moving_mean + momentum * seen.mean(axes, keepdim=True)
        moving_var = (1 - momentum) * moving_var + momentum * seen.var(axes, unbiased=False, keepdim=True)
    return Y, moving_mean, moving_var
