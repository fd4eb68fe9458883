"""X itself is extended or centred."""

import torch

HINT = (
    "X itself is changed: -= and methods that end in _ work on the tensor of whoever called this. Compute X - "
    "X.mean(dim=0) instead."
)
MUST_FAIL = "test_hidden::test_unmodified"


def normal_equation(X, y):
    centre = X.mean(dim=0)
    X -= centre
    mean = y.mean(dim=0)
    w = torch.linalg.lstsq(X, (y - mean).reshape(-1, 1)).solution.reshape(-1, *y.shape[1:])
    return w, mean - centre @ w
