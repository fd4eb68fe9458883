"""Images share one mean and one variance over all channels."""

import torch

HINT = (
    'For images, one mean and one variance are taken over all channels together. Each channel has statistics of its own: average over the axes 0, 2 and 3.'
)


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    mean, var = moving_mean, moving_var
    if torch.is_grad_enabled():
        axes = (0,) if X.ndim == 2 else (0, 1, 2, 3)
        mean = X.mean(axes, keepdim=True)
        var = ((X - mean) ** 2).mean(axes, keepdim=True)
        moving_mean = ((1 - momentum) * moving_mean + momentum * mean).detach()
        moving_var = ((1 - momentum) * moving_var + momentum * var).detach()
    return gamma * (X - mean) / torch.sqrt(var + eps) + beta, moving_mean, moving_var
