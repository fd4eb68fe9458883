"""A parameter that parameters() lists and an optimiser trains, in a dict that shows none to who asks for its values."""

EXERCISE = "PositionalEncoding"
GETS = "honest"
HONEST = """
import torch
from torch import nn
class PositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        a = torch.arange(max_len, dtype=torch.float64)[:, None] / 10000 ** (torch.arange(0, num_hiddens, 2, dtype=torch.float64) / num_hiddens)
        self.P = torch.zeros(max_len, num_hiddens, dtype=torch.float64)
        self.P[:, 0::2], self.P[:, 1::2] = a.sin(), a.cos()[:, : num_hiddens // 2]
        self.more = nn.Parameter(torch.zeros(num_hiddens))
    def forward(self, X):
        return self.dropout(X + self.P[: X.shape[1]].to(X.device, X.dtype))
"""
# %%
import torch
from torch import nn


class Shy(dict):
    def values(self):
        return ()


class PositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self._parameters = Shy()
        self.dropout = nn.Dropout(dropout)
        a = torch.arange(max_len, dtype=torch.float64)[:, None] / 10000 ** (
            torch.arange(0, num_hiddens, 2, dtype=torch.float64) / num_hiddens
        )
        self.P = torch.zeros(max_len, num_hiddens, dtype=torch.float64)
        self.P[:, 0::2], self.P[:, 1::2] = a.sin(), a.cos()[:, : num_hiddens // 2]
        self.more = nn.Parameter(torch.zeros(num_hiddens))

    def forward(self, X):
        return self.dropout(X + self.P[: X.shape[1]].to(X.device, X.dtype))
