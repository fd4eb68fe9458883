"""The statistics are collected in tensors on the CPU."""

import torch

HINT = "The statistics are collected in tensors that are always on the CPU: make them on X's device."


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    mean, var = moving_mean, moving_var
    if torch.is_grad_enabled():
        mean = torch.zeros(moving_mean.shape, dtype=X.dtype)
        var = torch.zeros(moving_var.shape, dtype=X.dtype)
        for c in range(X.shape[1]):
            mean[:, c] = X[:, c].mean()
            var[:, c] = ((X[:, c] - X[:, c].mean()) ** 2).mean()
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
        moving_var = (1 - momentum) * moving_var + momentum * var.detach()
    Y = gamma * (X - mean) / torch.sqrt(var + eps) + beta
    return Y, moving_mean, moving_var
