"""The parts are kept in a plain list."""

HINT = "A plain list hides its parts from nn.Module: parameters(), state_dict(), eval() and to() do not reach them."
MUST_FAIL = "test_hidden::test_registered"

from torch import nn


class MySequential(nn.Module):
    def __init__(self, *args):
        super().__init__()
        self.parts = list(args)

    def forward(self, X):
        for part in self.parts:
            X = part(X)
        return X
