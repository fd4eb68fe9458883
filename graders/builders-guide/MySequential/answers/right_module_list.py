"""The parts in a ModuleList."""

from torch import nn


class MySequential(nn.Module):
    def __init__(self, *args):
        super().__init__()
        self.parts = nn.ModuleList(args)

    def forward(self, X):
        result = X
        for part in self.parts:
            result = part(result)
        return result
