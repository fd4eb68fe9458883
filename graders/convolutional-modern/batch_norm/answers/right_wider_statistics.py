"""Everything is computed in float64, and brought back to the dtype of X at the end."""

import torch


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    wide = X.double()
    if torch.is_grad_enabled():
        dims = tuple(d for d in range(X.dim()) if d != 1)
        mean = wide.mean(dims, keepdim=True)
        var = (wide - mean).pow(2).mean(dims, keepdim=True)
        with torch.no_grad():
            moving_mean = torch.lerp(moving_mean.double(), mean, momentum).to(X.dtype)
            moving_var = torch.lerp(moving_var.double(), var, momentum).to(X.dtype)
    else:
        mean, var = moving_mean.double(), moving_var.double()
    Y = (wide - mean) * (var + eps).rsqrt() * gamma.double() + beta.double()
    return Y.to(X.dtype), moving_mean, moving_var
