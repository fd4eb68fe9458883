"""The variance is the square of a standard deviation."""

import torch

HINT = (
    "The values are right, but the gradient is nan for a feature that does not vary: the derivative of a "
    "root is infinite at 0, and squaring it again does not help. Add eps to the variance itself, and take "
    "one root."
)
MUST_FAIL = "test_hidden::test_gradient_of_constant_features"


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    if not torch.is_grad_enabled():
        return gamma * (X - moving_mean) / torch.sqrt(moving_var + eps) + beta, moving_mean, moving_var
    axes = [0] if X.dim() == 2 else [0, 2, 3]
    mean = X.mean(axes, keepdim=True)
    std = torch.sqrt(((X - mean) ** 2).mean(axes, keepdim=True))
    Y = gamma * (X - mean) / torch.sqrt(std**2 + eps) + beta
    moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
    moving_var = (1 - momentum) * moving_var + momentum * std.detach() ** 2
    return Y, moving_mean, moving_var
