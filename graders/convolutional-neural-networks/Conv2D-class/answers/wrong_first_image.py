"""The places of the kernel are kept from the first image."""

HINT = "The places of the kernel are those of the first image that the layer got. Compute them anew for each image."
MUST_FAIL = "test_hidden::test_other_images"

import torch
from torch import nn


class Conv2D(nn.Module):
    def __init__(self, kernel_size):
        super().__init__()
        self.weight = nn.Parameter(torch.rand(kernel_size))
        self.bias = nn.Parameter(torch.zeros(1))
        self.shape = None

    def forward(self, X):
        h, w = self.weight.shape
        if self.shape is None:
            self.shape = X.shape[0] - h + 1, X.shape[1] - w + 1
        rows, columns = self.shape
        places = [(X[i : i + h, j : j + w] * self.weight).sum() for i in range(rows) for j in range(columns)]
        return torch.stack(places).reshape(rows, columns) + self.bias
