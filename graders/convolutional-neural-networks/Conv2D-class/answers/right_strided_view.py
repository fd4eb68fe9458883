"""Windows as a view with four axes; the parameters in a list."""

import torch
from torch import nn


class Conv2D(nn.Module):
    def __init__(self, kernel_size):
        nn.Module.__init__(self)
        self.parts = nn.ParameterList([torch.zeros(kernel_size), torch.zeros(())])
        nn.init.normal_(self.parts[0], std=0.1)

    def forward(self, X):
        K, b = self.parts
        size = tuple(n - k + 1 for n, k in zip(X.shape, K.shape)) + tuple(K.shape)
        windows = X.as_strided(size, X.stride() * 2, X.storage_offset())
        return torch.tensordot(windows, K, dims=2).add(b)
