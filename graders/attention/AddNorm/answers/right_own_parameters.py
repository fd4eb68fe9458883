"""Normalised by hand over any number of axes, with a shift and a scale of its own, in this order and of other names."""

import torch
from torch import nn


class AddNorm(nn.Module):
    def __init__(self, normalized_shape, dropout):
        super().__init__()
        sides = [normalized_shape] if isinstance(normalized_shape, int) else list(normalized_shape)
        self.moved_by = nn.Parameter(torch.zeros(sides))
        self.stretched_by = nn.Parameter(torch.ones(sides))
        self.drop = nn.Dropout(dropout)

    def forward(self, X, Y):
        Z = X + self.drop(Y)
        axes = tuple(range(Z.dim() - self.stretched_by.dim(), Z.dim()))
        variance, mean = torch.var_mean(Z, dim=axes, correction=0, keepdim=True)
        return torch.addcmul(self.moved_by, self.stretched_by, (Z - mean) * (variance + 1e-5).rsqrt())
