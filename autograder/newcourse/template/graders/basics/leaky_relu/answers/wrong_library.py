"""torch's own function."""

import torch

HINT = "torch.nn.functional.leaky_relu is what this exercise asks you to write."
MUST_FAIL = "test_hidden::test_own_work"


def leaky_relu(X, slope):
    return torch.nn.functional.leaky_relu(X, slope)
