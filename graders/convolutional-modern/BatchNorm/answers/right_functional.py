"""Around a function of its own, with names and shapes of its own; the buffers are moved in place."""

import torch
from torch import nn


def normalise(X, mean, var, scale, shift, eps=1e-5):
    return (X - mean) * torch.rsqrt(var + eps) * scale + shift


class BatchNorm(nn.Module):
    def __init__(self, num_features, num_dims):
        super().__init__()
        self.shape = [1, num_features] + [1] * (num_dims - 2)
        self.bias = nn.Parameter(torch.zeros(num_features))
        self.weight = nn.Parameter(torch.ones(num_features))
        self.register_buffer("running_mean", torch.zeros(num_features))
        self.register_buffer("running_var", torch.ones(num_features))

    def forward(self, X):
        scale, shift = self.weight.view(self.shape), self.bias.view(self.shape)
        if not self.training:
            mean, var = self.running_mean.view(self.shape), self.running_var.view(self.shape)
            return normalise(X, mean, var, scale, shift)
        axes = (0, *range(2, X.dim()))
        var, mean = torch.var_mean(X, dim=axes, unbiased=False)
        with torch.no_grad():
            self.running_mean.lerp_(mean, 0.1)
            self.running_var.lerp_(var, 0.1)
        return normalise(X, mean.view(self.shape), var.view(self.shape), scale, shift)
