"""The deviations are divided in place, which the variance needs for its derivative."""

import torch

HINT = (
    "The values are right, but the backward pass raises an error: the variance needs the deviations for "
    "its derivative, and dividing them in place (/=) changes them. Divide into a new tensor."
)
MUST_FAIL = "test_hidden::test_gradients"


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    if not torch.is_grad_enabled():
        return gamma * (X - moving_mean) / torch.sqrt(moving_var + eps) + beta, moving_mean, moving_var
    axes = [0] if X.dim() == 2 else [0, 2, 3]
    mean = X.mean(axes, keepdim=True)
    centred = X - mean
    var = (centred**2).mean(axes, keepdim=True)
    centred /= torch.sqrt(var + eps)
    moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
    moving_var = (1 - momentum) * moving_var + momentum * var.detach()
    return gamma * centred + beta, moving_mean, moving_var
