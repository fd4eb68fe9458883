"""The constants as a frozen layer with biases of one, and a recursion for the halving."""

import torch
from torch import nn


def halved(X):
    return halved(X * 0.5) if X.abs().sum() > 1 else X.sum()


class FixedHiddenMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.shared = nn.Linear(20, 20)
        self.fixed = nn.Linear(20, 20)
        nn.init.uniform_(self.fixed.weight)
        nn.init.ones_(self.fixed.bias)
        self.fixed.requires_grad_(False)

    def forward(self, X):
        net = nn.Sequential(self.shared, self.fixed, nn.ReLU(), self.shared)
        return halved(net(X))
