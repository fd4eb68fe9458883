"""The weight has outputs first, as nn.Linear has it."""

HINT = "The weight has the shape (units, in_units), as in nn.Linear. Here it is (in_units, units)."
MUST_FAIL = "test_hidden::test_registered"

import torch
from torch import nn


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(units, in_units))
        self.bias = nn.Parameter(torch.randn(units))

    def forward(self, X):
        return torch.relu(X @ self.weight.T + self.bias)
