"""Flattened tokens and matrix products with the layers' weights."""

import torch
from torch import nn


class PositionWiseFFN(nn.Module):
    def __init__(self, ffn_num_input, ffn_num_hiddens, ffn_num_outputs):
        super().__init__()
        self.first = nn.Linear(ffn_num_input, ffn_num_hiddens)
        self.second = nn.Linear(ffn_num_hiddens, ffn_num_outputs)

    def forward(self, X):
        rows = X.reshape(-1, X.shape[-1])
        rows = torch.relu(rows @ self.first.weight.T + self.first.bias)
        rows = torch.addmm(self.second.bias, rows, self.second.weight.T)
        return rows.reshape(*X.shape[:-1], -1)
