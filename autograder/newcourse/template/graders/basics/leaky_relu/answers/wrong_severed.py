"""The graph ends at X."""

import torch

HINT = "The values are right, but `.data` cuts the result off from X: no gradient arrives there."
MUST_FAIL = "test_hidden::test_gradients"


def leaky_relu(X, slope):
    return torch.where(X.data > 0, X.data, slope * X.data)
