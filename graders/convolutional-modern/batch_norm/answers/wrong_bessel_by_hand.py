"""The moving variance is multiplied by m / (m - 1)."""

import torch

HINT = (
    "Y is right, but the moving variance is made from the unbiased variance (divided by m - 1), as "
    "nn.BatchNorm does. Here it is made from the biased one."
)
MUST_FAIL = "test_hidden::test_moving_variance"


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    mean, var = moving_mean, moving_var
    if torch.is_grad_enabled():
        axes = [0] if X.dim() == 2 else [0, 2, 3]
        mean = X.mean(axes, keepdim=True)
        var = ((X - mean) ** 2).mean(axes, keepdim=True)
        m = X.numel() // X.shape[1]
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
        moving_var = (1 - momentum) * moving_var + momentum * var.detach() * m / (m - 1)
    Y = gamma * (X - mean) / torch.sqrt(var + eps) + beta
    return Y, moving_mean, moving_var
