"""One multiplication and one addition per element: the constants are folded first."""

import torch


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    def folded(mean, var):
        scale = gamma / torch.sqrt(var + eps)
        return torch.addcmul(beta - mean * scale, X, scale)

    if not torch.is_grad_enabled():
        return folded(moving_mean, moving_var), moving_mean.clone(), moving_var.clone()
    axes = [axis for axis in range(X.dim()) if axis != 1]
    mean = torch.mean(X, axes, True)
    var = torch.mean(torch.pow(X - mean, 2), axes, True)
    moved = [
        (old * (1 - momentum)).add_(new.detach(), alpha=momentum)
        for old, new in ((moving_mean, mean), (moving_var, var))
    ]
    return folded(mean, var), moved[0], moved[1]
