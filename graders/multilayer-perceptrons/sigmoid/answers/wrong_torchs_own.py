"""torch's own."""

import torch

HINT = "The values are right, but this calls torch's own sigmoid, or tanh, or what is made of them. Build it from exp."
MUST_FAIL = "test_hidden::test_own_work"


def sigmoid(X):
    return torch.sigmoid(X)
