"""Reshapes images to (-1, channels) without moving the channels to the end."""

import torch

HINT = (
    'The images are reshaped to (N * H * W, C) as they lie in memory, which mixes the channels. Move the channel axis to the end first (permute(0, 2, 3, 1)), or average over the axes 0, 2 and 3.'
)


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    rows = X.reshape(-1, X.shape[1])
    scale, shift, mean, var = (t.reshape(1, -1) for t in (gamma, beta, moving_mean, moving_var))
    if torch.is_grad_enabled():
        mean = rows.mean(0, keepdim=True)
        var = ((rows - mean) ** 2).mean(0, keepdim=True)
        moving_mean = ((1 - momentum) * moving_mean + momentum * mean.reshape(moving_mean.shape)).detach()
        moving_var = ((1 - momentum) * moving_var + momentum * var.reshape(moving_var.shape)).detach()
    Y = scale * (rows - mean) / torch.sqrt(var + eps) + shift
    return Y.reshape(X.shape), moving_mean, moving_var
