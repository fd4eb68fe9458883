"""The variance is the mean of squares less the square of the mean, kept from becoming negative."""

import torch

HINT = (
    "The variance is the difference of two large numbers here, mean of squares less square of the mean: for "
    "features far from zero its digits are lost, and a clamp does not bring them back. Average the squared deviations."
)
MUST_FAIL = "test_hidden::test_stability"


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    mean, var = moving_mean, moving_var
    if torch.is_grad_enabled():
        axes = [0] if X.dim() == 2 else [0, 2, 3]
        mean = X.mean(axes, keepdim=True)
        var = ((X**2).mean(axes, keepdim=True) - mean**2).clamp(min=0)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
        moving_var = (1 - momentum) * moving_var + momentum * var.detach()
    Y = gamma * (X - mean) / torch.sqrt(var + eps) + beta
    return Y, moving_mean, moving_var
