"""torch's own, reached without its name."""

import torch

HINT = "This calls torch's own softmax. Build it from the exponential, sums and a shift."
FAILS = [
    "test_hidden::test_own_work",
]


def softmax(X):
    return getattr(torch, "soft" + "max")(X, -1)
