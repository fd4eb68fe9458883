"""torch.std with eps added to it."""

import torch

HINT = (
    "eps is added to the standard deviation: it belongs beside the variance, inside the root. And the "
    "derivative of a root is infinite at zero, so a feature that does not vary gets nan as its gradient."
)


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    if torch.is_grad_enabled():
        dims = [0] + list(range(2, X.ndim))
        mean, std = X.mean(dims, keepdim=True), X.std(dims, unbiased=False, keepdim=True)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
        moving_var = (1 - momentum) * moving_var + momentum * std.detach() ** 2
    else:
        mean, std = moving_mean, moving_var.sqrt()
    return gamma * (X - mean) / (std + eps) + beta, moving_mean, moving_var
