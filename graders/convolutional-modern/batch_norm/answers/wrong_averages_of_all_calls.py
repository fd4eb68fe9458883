"""The moving averages are kept in a global variable."""

import torch

HINT = (
    "The moving averages of earlier calls are kept inside the function: they should come from the arguments "
    "alone, as there may be many layers."
)


kept = {}


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    old_mean, old_var = kept.get(moving_mean.shape, (moving_mean, moving_var))
    mean, var = old_mean, old_var
    if torch.is_grad_enabled():
        axes = [0] if X.dim() == 2 else [0, 2, 3]
        mean = X.mean(axes, keepdim=True)
        var = ((X - mean) ** 2).mean(axes, keepdim=True)
        old_mean = (1 - momentum) * old_mean + momentum * mean.detach()
        old_var = (1 - momentum) * old_var + momentum * var.detach()
        kept[moving_mean.shape] = old_mean, old_var
    Y = gamma * (X - mean) / torch.sqrt(var + eps) + beta
    return Y, old_mean, old_var
