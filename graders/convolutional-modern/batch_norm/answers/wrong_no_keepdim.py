"""The statistics of images lose their axes, and meet the width instead of the channels."""

import torch

HINT = (
    "The statistics of a channel have lost their axes, so that they are matched against the image's width: "
    "keepdim=True keeps them as (1, C, 1, 1)."
)


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    mean, var = moving_mean, moving_var
    if torch.is_grad_enabled():
        axes = [0] if X.dim() == 2 else [0, 2, 3]
        mean = X.mean(axes)
        var = ((X - mean) ** 2).mean(axes)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
        moving_var = (1 - momentum) * moving_var + momentum * var.detach()
    Y = gamma * (X - mean) / torch.sqrt(var + eps) + beta
    return Y, moving_mean, moving_var
