"""torch's own linear layer."""

HINT = "nn.Linear is what is to be built here. Make the two parameters yourself."
MUST_FAIL = "test_hidden::test_own_work"

from torch import nn


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.layer = nn.Linear(in_units, units)

    def forward(self, X):
        return nn.functional.relu(self.layer(X))
