"""Number by number in plain Python, kept as nested lists."""

import math

import torch
from torch import nn


class PositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.drop = nn.Dropout(dropout)
        self.rows = []
        for position in range(max_len):
            row = []
            for i in range(num_hiddens):
                angle = position / 10000 ** ((i - i % 2) / num_hiddens)
                row.append(math.cos(angle) if i % 2 else math.sin(angle))
            self.rows.append(row)

    def forward(self, X):
        return self.drop(X + X.new_tensor(self.rows[: X.size(1)]))
