"""Every part gets the input; the result of the last one is returned."""

HINT = "Every part gets the input X itself here. Each should get what the part before it has returned."

from torch import nn


class MySequential(nn.Module):
    def __init__(self, *args):
        super().__init__()
        self.parts = nn.ModuleList(args)

    def forward(self, X):
        for part in self.parts:
            result = part(X)
        return result
