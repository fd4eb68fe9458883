"""torch's own."""

import torch

HINT = "The values are right, but this calls torch's own ReLU, or a relative of it. Build it from a comparison."
MUST_FAIL = "test_hidden::test_own_work"


def relu(X):
    return torch.relu(X)
