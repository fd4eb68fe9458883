"""gamma and beta are used by their data."""

import torch

HINT = "No gradient reaches gamma and beta: something like .data, .detach() or a copy cuts them off, so that they are never learned."


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    mean, var = moving_mean, moving_var
    if torch.is_grad_enabled():
        axes = [0] if X.dim() == 2 else [0, 2, 3]
        mean = X.mean(axes, keepdim=True)
        var = ((X - mean) ** 2).mean(axes, keepdim=True)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
        moving_var = (1 - momentum) * moving_var + momentum * var.detach()
    Y = gamma.data * (X - mean) / torch.sqrt(var + eps) + beta.data
    return Y, moving_mean, moving_var
