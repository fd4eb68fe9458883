"""Takes the last two arguments in the wrong order."""

import torch

HINT = (
    'eps and momentum are taken for each other: the order of the arguments is eps, then momentum.'
)


def batch_norm(X, gamma, beta, moving_mean, moving_var, momentum, eps):
    mean, var = moving_mean, moving_var
    if torch.is_grad_enabled():
        axes = (0,) if X.ndim == 2 else (0, 2, 3)
        mean = X.mean(axes, keepdim=True)
        var = ((X - mean) ** 2).mean(axes, keepdim=True)
        moving_mean = ((1 - momentum) * moving_mean + momentum * mean).detach()
        moving_var = ((1 - momentum) * moving_var + momentum * var).detach()
    return gamma * (X - mean) / torch.sqrt(var + eps) + beta, moving_mean, moving_var
