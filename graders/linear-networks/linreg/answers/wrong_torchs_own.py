"""torch's own linear layer."""

import torch.nn.functional as F

HINT = (
    "The values are right, but linreg is to be written as a product and a sum: torch.nn.functional.linear is what "
    "you are building here."
)
MUST_FAIL = "test_hidden::test_own_work"


def linreg(X, w, b):
    y = F.linear(X, w.reshape(1, -1), b.reshape(1))
    return y.reshape(len(X), *w.shape[1:])
