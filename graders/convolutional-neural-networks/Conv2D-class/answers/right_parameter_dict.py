"""Parameters in a ParameterDict, the sum as a sum of shifted images."""

import torch
from torch import nn


class Conv2D(nn.Module):
    def __init__(self, kernel_size):
        super().__init__()
        numbers = {"K": torch.randn(*kernel_size) * 0.1, "b": torch.zeros(1, 1)}
        self.numbers = nn.ParameterDict(numbers)

    def forward(self, X):
        K = self.numbers["K"]
        rows, columns = (n - k + 1 for n, k in zip(X.shape, K.shape))
        Y = X.new_zeros(rows, columns)
        for a in range(K.shape[0]):
            for b in range(K.shape[1]):
                Y = Y + K[a, b] * X[a : a + rows, b : b + columns]
        return Y + self.numbers["b"]
