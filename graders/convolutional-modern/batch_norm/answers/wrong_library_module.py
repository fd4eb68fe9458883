"""A module of torch's, into which everything is put."""

import torch
from torch import nn

HINT = (
    "This leaves the work to nn.BatchNorm: it keeps the unbiased variance, refuses a batch of one, and "
    "nn.Parameter(...) cuts gamma and beta off from their gradients."
)


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    bn = (nn.BatchNorm1d if X.dim() == 2 else nn.BatchNorm2d)(X.shape[1], eps=eps, momentum=momentum)
    bn.weight = nn.Parameter(gamma.flatten())
    bn.bias = nn.Parameter(beta.flatten())
    bn.running_mean = moving_mean.flatten().clone()
    bn.running_var = moving_var.flatten().clone()
    bn.train(torch.is_grad_enabled())
    Y = bn(X)
    return Y, bn.running_mean.view_as(moving_mean), bn.running_var.view_as(moving_var)
