"""torch's own."""

import torch

HINT = "The values are right, but this calls torch's own tanh, or sigmoid, or what is made of them. Build it from exp."
MUST_FAIL = "test_hidden::test_own_work"


def tanh(X):
    return torch.tanh(X)
