"""The mean and variance are detached, so that no gradient flows through them."""

import torch

HINT = (
    "Y is right, but its gradient is not: the mean and the variance depend on X too, so the gradient has to "
    "flow through them. Only the moving averages are detached."
)


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    mean, var = moving_mean, moving_var
    if torch.is_grad_enabled():
        axes = [0] if X.dim() == 2 else [0, 2, 3]
        mean = X.detach().mean(axes, keepdim=True)
        var = ((X.detach() - mean) ** 2).mean(axes, keepdim=True)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
        moving_var = (1 - momentum) * moving_var + momentum * var.detach()
    Y = gamma * (X - mean) / torch.sqrt(var + eps) + beta
    return Y, moving_mean, moving_var
