"""With torch's own variance, told to be the biased one."""

import torch


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    assert X.dim() in (2, 4)
    if not torch.is_grad_enabled():
        return gamma * (X - moving_mean) * torch.rsqrt(moving_var + eps) + beta, moving_mean, moving_var
    axes = (0,) if X.dim() == 2 else (0, 2, 3)
    var, mean = torch.var_mean(X, dim=axes, unbiased=False, keepdim=True)
    Y = gamma * (X - mean) * torch.rsqrt(var + eps) + beta
    with torch.no_grad():
        moving_mean = torch.lerp(moving_mean, mean, momentum)
        moving_var = torch.lerp(moving_var, var, momentum)
    return Y, moving_mean, moving_var
