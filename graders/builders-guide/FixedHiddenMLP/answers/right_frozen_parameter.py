"""A parameter that requires no gradient, and a count of halvings before they are made."""

import torch
from torch import nn


class FixedHiddenMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(20, 20)
        self.constant = nn.Parameter(torch.empty(20, 20).uniform_(0, 1), requires_grad=False)

    def forward(self, X):
        hidden = torch.relu(self.layer(X).matmul(self.constant) + torch.ones_like(X[0]))
        out = self.layer(hidden)
        size, times = out.detach().abs().sum(), 0
        while size > 1:
            size, times = size / 2, times + 1
        return (out / 2**times).sum()
