"""The first part, and a MySequential of all the others."""

from torch import nn


class MySequential(nn.Module):
    def __init__(self, *args):
        super().__init__()
        self.first = args[0] if args else nn.Identity()
        self.rest = MySequential(*args[1:]) if len(args) > 1 else None

    def forward(self, X):
        Y = self.first(X)
        return Y if self.rest is None else self.rest(Y)
