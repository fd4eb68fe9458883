"""Images are flattened with view()."""

import torch

HINT = (
    "view() works on contiguous tensors only, so this raises for images whose axes were permuted. reshape() "
    "copies where it has to."
)


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    mean, var = moving_mean, moving_var
    if torch.is_grad_enabled():
        mean = X.view(X.shape[0], X.shape[1], -1).mean((0, 2)).view(moving_mean.shape)
        var = ((X - mean) ** 2).view(X.shape[0], X.shape[1], -1).mean((0, 2)).view(moving_var.shape)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
        moving_var = (1 - momentum) * moving_var + momentum * var.detach()
    Y = gamma * (X - mean) / torch.sqrt(var + eps) + beta
    return Y, moving_mean, moving_var
