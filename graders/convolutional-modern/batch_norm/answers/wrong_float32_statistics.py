"""Mean and variance are always float32."""

import torch

HINT = "The computation goes through float32, whatever the input is: keep X's dtype."


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    mean, var = moving_mean, moving_var
    if torch.is_grad_enabled():
        axes = [0] if X.dim() == 2 else [0, 2, 3]
        mean = X.float().mean(axes, keepdim=True)
        var = ((X.float() - mean) ** 2).mean(axes, keepdim=True)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
        moving_var = (1 - momentum) * moving_var + momentum * var.detach()
    mean, var = mean.to(X.dtype), var.to(X.dtype)
    Y = gamma * (X - mean) / torch.sqrt(var + eps) + beta
    return Y, moving_mean.to(X.dtype), moving_var.to(X.dtype)
