"""torch's own layer inside."""

from torch import nn

HINT = "The result is right, but it is torch's: nn.Conv2d is what you are building here."
MUST_FAIL = "test_hidden::test_own_work"


class Conv2D(nn.Module):
    def __init__(self, kernel_size):
        super().__init__()
        self.conv = nn.Conv2d(1, 1, kernel_size)

    def forward(self, X):
        return self.conv(X[None, None])[0, 0]
