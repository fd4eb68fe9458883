"""Convolutions of one token, as the paper describes it."""

import torch
from torch import nn


class PositionWiseFFN(nn.Module):
    def __init__(self, ffn_num_input, ffn_num_hiddens, ffn_num_outputs):
        super().__init__()
        self.inner = nn.Conv1d(ffn_num_input, ffn_num_hiddens, kernel_size=1)
        self.outer = nn.Conv1d(ffn_num_hiddens, ffn_num_outputs, kernel_size=1)

    def forward(self, X):
        hidden = self.inner(X.transpose(1, 2))
        return self.outer(torch.where(hidden > 0, hidden, torch.zeros_like(hidden))).transpose(1, 2)
