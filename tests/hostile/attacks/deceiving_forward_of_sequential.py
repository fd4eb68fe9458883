"""No nn.Sequential among its parts and none that is called: its forward pass is borrowed."""

EXERCISE = "MySequential"
GETS = "no more"
HONEST = """\
from torch import nn

class MySequential(nn.Sequential):
    pass
"""

from torch import nn


class MySequential(nn.Module):
    def __init__(self, *args):
        super().__init__()
        self.parts = nn.ModuleList(args)

    def forward(self, X):
        return nn.Sequential(*self.parts).forward(X)
