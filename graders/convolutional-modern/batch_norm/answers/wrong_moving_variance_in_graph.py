"""Only the mean is taken out of the graph."""

import torch

HINT = (
    "The returned moving variance still belongs to the graph, and with it every step so far: detach the "
    "variance of the batch, as you do with the mean."
)


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    if torch.is_grad_enabled():
        dims = [0] + list(range(2, X.ndim))
        mean = X.mean(dims, keepdim=True)
        var = ((X - mean) ** 2).mean(dims, keepdim=True)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
        moving_var = (1 - momentum) * moving_var + momentum * var
    else:
        mean, var = moving_mean, moving_var
    return gamma * (X - mean) / torch.sqrt(var + eps) + beta, moving_mean, moving_var
