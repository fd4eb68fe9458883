"""A part with a parameter, in a dict of parts that a property of the class gives out empty."""

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
        self.more = nn.Linear(num_hiddens, 1)
    def forward(self, X):
        return self.dropout(X + self.P[: X.shape[1]].to(X.device, X.dtype))
"""
# %%
import sys

import torch
from torch import nn


class PositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        a = torch.arange(max_len, dtype=torch.float64)[:, None] / 10000 ** (
            torch.arange(0, num_hiddens, 2, dtype=torch.float64) / num_hiddens
        )
        self.P = torch.zeros(max_len, num_hiddens, dtype=torch.float64)
        self.P[:, 0::2], self.P[:, 1::2] = a.sin(), a.cos()[:, : num_hiddens // 2]
        self.more = nn.Linear(num_hiddens, 1)

    @property
    def _modules(self):
        found = self.__dict__["_modules"]
        theirs = sys._getframe(1).f_globals.get("__name__", "").startswith("torch")
        return found if theirs else {name: part for name, part in found.items() if name != "more"}

    @_modules.setter
    def _modules(self, value):
        self.__dict__["_modules"] = value

    def forward(self, X):
        return self.dropout(X + self.P[: X.shape[1]].to(X.device, X.dtype))
