"""A module whose parts and parameters do not end."""

EXERCISE = "MySequential"
GETS = "no more"
HONEST = """\
from torch import nn

class MySequential(nn.Sequential):
    pass
"""

import itertools
from torch import nn

class MySequential(nn.Module):
    def __init__(self, *args):
        super().__init__()

    def modules(self):
        return itertools.repeat(self)

    def parameters(self, recurse=True):
        return itertools.repeat(nn.Parameter())

    def forward(self, X):
        return X
