"""The work is left to torch, whose moving variance is the unbiased one."""

import torch
import torch.nn.functional as F

HINT = "This behaves like torch's own batch_norm: it updates the averages in place, and keeps the unbiased variance."


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    mean, var = moving_mean.view(-1), moving_var.view(-1)
    Y = F.batch_norm(X, mean, var, gamma.view(-1), beta.view(-1), torch.is_grad_enabled(), momentum, eps)
    return Y, moving_mean, moving_var
