"""Sums by einsum."""

import torch


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    indices = "nc" if X.ndim == 2 else "nchw"
    m = X.numel() / X.size(1)
    mean, var = moving_mean, moving_var
    if torch.is_grad_enabled():
        mean = torch.einsum(f"{indices}->c", X).view_as(moving_mean) / m
        deviation = X - mean
        var = torch.einsum(f"{indices},{indices}->c", deviation, deviation).view_as(moving_var) / m
        moving_mean = ((1 - momentum) * moving_mean + momentum * mean).detach()
        moving_var = ((1 - momentum) * moving_var + momentum * var).detach()
    return (X - mean).div((var + eps).sqrt()).mul(gamma).add(beta), moving_mean, moving_var
