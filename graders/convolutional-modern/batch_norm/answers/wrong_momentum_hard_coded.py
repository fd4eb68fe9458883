"""momentum is a number of its own."""

import torch

HINT = "The argument momentum is not used: a fixed number stands in its place."
NUMBER = 0.1  # or any other


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    mean, var = moving_mean, moving_var
    if torch.is_grad_enabled():
        axes = [0] if X.dim() == 2 else [0, 2, 3]
        mean = X.mean(axes, keepdim=True)
        var = ((X - mean) ** 2).mean(axes, keepdim=True)
        moving_mean = (1 - NUMBER) * moving_mean + NUMBER * mean.detach()
        moving_var = (1 - NUMBER) * moving_var + NUMBER * var.detach()
    Y = gamma * (X - mean) / torch.sqrt(var + eps) + beta
    return Y, moving_mean, moving_var
