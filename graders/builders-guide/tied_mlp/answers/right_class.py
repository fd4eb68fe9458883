"""A module of its own, with one attribute for the shared layer."""

import torch
from torch import nn


class TiedMLP(nn.Module):
    def __init__(self, num_hiddens):
        super().__init__()
        self.into = nn.Linear(4, num_hiddens)
        self.hidden = nn.Linear(num_hiddens, num_hiddens)
        self.out = nn.Linear(num_hiddens, 1)

    def forward(self, X):
        H = torch.relu(self.into(X))
        for _ in range(2):
            H = torch.relu(self.hidden(H))
        return self.out(H)


def tied_mlp(num_hiddens):
    return TiedMLP(num_hiddens)
