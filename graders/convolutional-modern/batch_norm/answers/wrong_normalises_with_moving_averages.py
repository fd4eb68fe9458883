"""The averages are moved first, and training then normalises with them."""

import torch

HINT = (
    "Training moves the averages first and normalises with them: it should normalise with the statistics of "
    "the batch itself."
)


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    if torch.is_grad_enabled():
        axes = [0] if X.dim() == 2 else [0, 2, 3]
        mean = X.mean(axes, keepdim=True)
        var = ((X - mean) ** 2).mean(axes, keepdim=True)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean
        moving_var = (1 - momentum) * moving_var + momentum * var
    Y = gamma * (X - moving_mean) / torch.sqrt(moving_var + eps) + beta
    return Y, moving_mean.detach(), moving_var.detach()
