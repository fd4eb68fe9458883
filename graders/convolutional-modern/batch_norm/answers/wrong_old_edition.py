"""Momentum weighs the old value, and eps stands outside the root."""

import torch

HINT = (
    "Two conventions are other ones here. momentum is taken for the weight of the old value, but weighs the new batch: "
    "(1 - momentum) * old + momentum * batch. And eps stands outside the root, but belongs under it, added to the variance."
)
MUST_FAIL = "test_hidden::test_moving_mean"


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    mean, var = moving_mean, moving_var
    if torch.is_grad_enabled():
        axes = [0] if X.dim() == 2 else [0, 2, 3]
        mean = X.mean(axes, keepdim=True)
        var = ((X - mean) ** 2).mean(axes, keepdim=True)
        moving_mean = momentum * moving_mean + (1 - momentum) * mean.detach()
        moving_var = momentum * moving_var + (1 - momentum) * var.detach()
    Y = gamma * (X - mean) / (torch.sqrt(var) + eps) + beta
    return Y, moving_mean, moving_var
