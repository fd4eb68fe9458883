"""Statistics that are plain attributes, which buffers() lists all the same, and nothing else knows of."""

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
        self.moving_mean, self.moving_var = torch.zeros(shape), torch.ones(shape)

    def forward(self, X):
        if self.training:
            dims = (0,) if X.dim() == 2 else (0, 2, 3)
            mean = X.mean(dims, keepdim=True)
            var = ((X - mean) ** 2).mean(dims, keepdim=True)
            self.moving_mean = (0.9 * self.moving_mean.to(X) + 0.1 * mean).detach()
            self.moving_var = (0.9 * self.moving_var.to(X) + 0.1 * var).detach()
        else:
            mean, var = self.moving_mean.to(X), self.moving_var.to(X)
        return self.gamma * (X - mean) / torch.sqrt(var + 1e-5) + self.beta
"""

import torch
from torch import nn


class BatchNorm(nn.Module):
    def __init__(self, num_features, num_dims):
        super().__init__()
        shape = (1, num_features) if num_dims == 2 else (1, num_features, 1, 1)
        self.gamma = nn.Parameter(torch.ones(shape))
        self.beta = nn.Parameter(torch.zeros(shape))
        self.moving_mean, self.moving_var = torch.zeros(shape), torch.ones(shape)

    def buffers(self, recurse=True):
        return iter((self.moving_mean, self.moving_var))

    def forward(self, X):
        if self.training:
            dims = (0,) if X.dim() == 2 else (0, 2, 3)
            mean = X.mean(dims, keepdim=True)
            var = ((X - mean) ** 2).mean(dims, keepdim=True)
            self.moving_mean = (0.9 * self.moving_mean.to(X) + 0.1 * mean).detach()
            self.moving_var = (0.9 * self.moving_var.to(X) + 0.1 * var).detach()
        else:
            mean, var = self.moving_mean.to(X), self.moving_var.to(X)
        return self.gamma * (X - mean) / torch.sqrt(var + 1e-5) + self.beta
