"""Everything happens under no_grad."""

import torch

HINT = (
    "Nothing of Y belongs to the graph: the whole computation happens under torch.no_grad(), or its result is detached. "
    "Only what goes into the moving averages is taken out of the graph."
)


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    training = torch.is_grad_enabled()
    with torch.no_grad():
        mean, var = moving_mean, moving_var
        if training:
            axes = [0] if X.dim() == 2 else [0, 2, 3]
            mean = X.mean(axes, keepdim=True)
            var = ((X - mean) ** 2).mean(axes, keepdim=True)
            moving_mean = (1 - momentum) * moving_mean + momentum * mean
            moving_var = (1 - momentum) * moving_var + momentum * var
        Y = gamma * (X - mean) / torch.sqrt(var + eps) + beta
    return Y, moving_mean, moving_var
