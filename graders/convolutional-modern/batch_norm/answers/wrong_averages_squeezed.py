"""Returns the moving averages without their axes of length one."""

import torch

HINT = (
    'The values of the moving averages are right, but their shape is not: they have lost their axes of length one, and are to come back in the shape they came in.'
)


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    mean, var = moving_mean, moving_var
    if torch.is_grad_enabled():
        axes = (0,) if X.ndim == 2 else (0, 2, 3)
        mean = X.mean(axes, keepdim=True)
        var = ((X - mean) ** 2).mean(axes, keepdim=True)
        moving_mean = ((1 - momentum) * moving_mean + momentum * mean).detach()
        moving_var = ((1 - momentum) * moving_var + momentum * var).detach()
    return gamma * (X - mean) / torch.sqrt(var + eps) + beta, moving_mean.squeeze(), moving_var.squeeze()
