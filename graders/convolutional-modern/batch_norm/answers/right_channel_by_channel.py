"""A loop over the features or channels, put together with stack."""

import torch


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    outputs, means, variances = [], [], []
    for c in range(X.shape[1]):
        x = X[:, c]
        mean, var = moving_mean[0, c], moving_var[0, c]
        if torch.is_grad_enabled():
            mean = x.mean()
            var = ((x - mean) ** 2).mean()
            means.append((1 - momentum) * moving_mean[0, c] + momentum * mean)
            variances.append((1 - momentum) * moving_var[0, c] + momentum * var)
        outputs.append(gamma[0, c] * (x - mean) / (var + eps) ** 0.5 + beta[0, c])
    if means:
        moving_mean = torch.stack(means).reshape(moving_mean.shape).detach()
        moving_var = torch.stack(variances).reshape(moving_var.shape).detach()
    return torch.stack(outputs, dim=1), moving_mean, moving_var
