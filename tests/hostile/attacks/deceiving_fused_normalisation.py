"""Normalises by the function of torch's that makes one layer of a linear one and a normalisation."""

EXERCISE = "BatchNorm"
GETS = "no more"
HONEST = """\
import torch
from torch import nn

class BatchNorm(nn.Module):
    def __init__(self, num_features, num_dims):
        super().__init__()
        shape = (1, num_features) if num_dims == 2 else (1, num_features, 1, 1)
        self.gamma = nn.Parameter(torch.ones(shape))
        self.beta = nn.Parameter(torch.zeros(shape))
        self.register_buffer("moving_mean", torch.zeros(shape))
        self.register_buffer("moving_var", torch.ones(shape))

    def forward(self, X):
        if self.training:
            dims = (0,) if X.dim() == 2 else (0, 2, 3)
            mean, var = X.mean(dims, keepdim=True), X.var(dims, unbiased=False, keepdim=True)
            with torch.no_grad():
                self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean
                self.moving_var = 0.9 * self.moving_var + 0.1 * var
        else:
            mean, var = self.moving_mean, self.moving_var
        rest = (t.reshape(-1) for t in (mean, var, self.gamma, self.beta))
        return nn.functional.batch_norm(X, *rest, False, 0.0, 1e-5)
"""

import torch
from torch import nn


class BatchNorm(nn.Module):
    def __init__(self, num_features, num_dims):
        super().__init__()
        shape = (1, num_features) if num_dims == 2 else (1, num_features, 1, 1)
        self.gamma = nn.Parameter(torch.ones(shape))
        self.beta = nn.Parameter(torch.zeros(shape))
        self.register_buffer("moving_mean", torch.zeros(shape))
        self.register_buffer("moving_var", torch.ones(shape))

    def forward(self, X):
        if self.training:
            dims = (0,) if X.dim() == 2 else (0, 2, 3)
            mean, var = X.mean(dims, keepdim=True), X.var(dims, unbiased=False, keepdim=True)
            with torch.no_grad():
                self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean
                self.moving_var = 0.9 * self.moving_var + 0.1 * var
        else:
            mean, var = self.moving_mean, self.moving_var
        parts = []
        for channel in range(X.shape[1]):
            m, v, g, b = (t.reshape(-1)[channel] for t in (mean, var, self.gamma, self.beta))
            none = X.new_zeros(1, 1)
            parts.append(nn.utils.fuse_linear_bn_weights(none, X[:, channel], m, v, 1e-5, g.reshape(1), b)[1])
        return torch.stack(parts, 1)
