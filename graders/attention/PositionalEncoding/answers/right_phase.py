"""Sines alone, shifted by a quarter of a turn in the odd columns; a buffer that is not saved."""

import math

import torch
from torch import nn


class PositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.dropout = nn.Dropout(p=dropout)
        i = torch.arange(num_hiddens, dtype=torch.float64)
        rates = torch.exp(-math.log(10000) * (i - i % 2) / num_hiddens)
        positions = torch.arange(max_len, dtype=torch.float64)
        self.register_buffer("table", torch.sin(positions[:, None] * rates + math.pi / 2 * (i % 2)), persistent=False)

    def forward(self, X):
        return self.dropout(torch.add(X, self.table.narrow(0, 0, X.shape[1]).type_as(X)))
