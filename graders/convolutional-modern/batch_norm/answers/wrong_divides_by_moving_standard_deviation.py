"""The moving average is of the standard deviation, eps included, and prediction divides by it."""

import torch

HINT = (
    "The moving average is of the standard deviation, and prediction divides by it as it is: it should be of the variance "
    "(without eps), and the root of it plus eps is taken when it is used."
)
MUST_FAIL = "test_hidden::test_moving_variance"


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    mean, std = moving_mean, moving_var
    if torch.is_grad_enabled():
        axes = [0] if X.dim() == 2 else [0, 2, 3]
        mean = X.mean(axes, keepdim=True)
        std = torch.sqrt(((X - mean) ** 2).mean(axes, keepdim=True) + eps)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
        moving_var = (1 - momentum) * moving_var + momentum * std.detach()
    Y = gamma * ((X - mean) / std) + beta
    return Y, moving_mean, moving_var
