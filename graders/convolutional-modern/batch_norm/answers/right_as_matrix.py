"""Images become a matrix with one column per channel, and are put back afterwards."""

import torch


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    shape = X.shape
    rows = X.movedim(1, -1).reshape(-1, shape[1])
    if torch.is_grad_enabled():
        mean = rows.sum(0) / len(rows)
        centred = rows - mean
        var = centred.square().sum(0) / len(rows)
        new_mean = moving_mean + momentum * (mean.detach().view_as(moving_mean) - moving_mean)
        new_var = moving_var + momentum * (var.detach().view_as(moving_var) - moving_var)
    else:
        var = moving_var.reshape(-1)
        centred = rows - moving_mean.reshape(-1)
        new_mean, new_var = moving_mean, moving_var
    rows = centred / (var + eps).sqrt() * gamma.reshape(-1) + beta.reshape(-1)
    if X.ndim == 4:
        rows = rows.reshape(shape[0], shape[2], shape[3], shape[1]).movedim(-1, 1)
    return rows, new_mean, new_var
