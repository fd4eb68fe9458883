"""torch's own is called."""

HINT = "nn.Sequential is what is to be written here. A loop over the parts does it."
MUST_FAIL = "test_hidden::test_own_work"

from torch import nn


class MySequential(nn.Module):
    def __init__(self, *args):
        super().__init__()
        self.net = nn.Sequential(*args)

    def forward(self, X):
        return self.net(X)
