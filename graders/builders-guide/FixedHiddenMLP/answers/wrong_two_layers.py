"""Two layers, where one is used twice."""

HINT = "There are two layers. One layer is used twice, so that its parameters are shared."
MUST_FAIL = "test_hidden::test_learning"

import torch
from torch import nn


class FixedHiddenMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("rand_weight", torch.rand(20, 20))
        self.first = nn.Linear(20, 20)
        self.second = nn.Linear(20, 20)

    def forward(self, X):
        X = self.second(torch.relu(self.first(X) @ self.rand_weight + 1))
        while X.abs().sum() > 1:
            X = X / 2
        return X.sum()
