"""Parts without parameters are not registered."""

HINT = "A dropout has no parameters, but two modes: eval() reaches only parts that the module knows. Register every part."
MUST_FAIL = "test_hidden::test_modes_of_parts"

from torch import nn


class MySequential(nn.Module):
    def __init__(self, *args):
        super().__init__()
        self.parts = args
        self.learning = nn.ModuleList([part for part in args if list(part.parameters())])

    def forward(self, X):
        for part in self.parts:
            X = part(X)
        return X
