"""Training or prediction is told by whether X requires a gradient."""

import torch

HINT = (
    "Training is told by the arguments that require gradients here. Whether a tensor requires a gradient "
    "says nothing about that: under torch.no_grad() the parameters still require theirs, and a frozen "
    "layer's do not. What decides is torch.is_grad_enabled()."
)


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    mean, var = moving_mean, moving_var
    if X.requires_grad:
        axes = [0] if X.dim() == 2 else [0, 2, 3]
        mean = X.mean(axes, keepdim=True)
        var = ((X - mean) ** 2).mean(axes, keepdim=True)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
        moving_var = (1 - momentum) * moving_var + momentum * var.detach()
    Y = gamma * (X - mean) / torch.sqrt(var + eps) + beta
    return Y, moving_mean, moving_var
