"""The shift is subtracted from the argument itself."""

import torch

HINT = (
    "This behaves as if the shift were subtracted from X itself: the caller's tensor changes, and a leaf "
    "that requires a gradient refuses. X -= ... works in place, X = X - ... does not."
)
FAILS = [
    "test_public::test_gradient",
    "test_public::test_argument_is_left_alone",
    "test_hidden::test_gradients",
    "test_hidden::test_gradcheck",
    "test_hidden::test_layouts",
    "test_hidden::test_argument_is_never_changed",
]


def softmax(X):
    X -= X.max(dim=1, keepdim=True).values
    E = torch.exp(X)
    return E / E.sum(dim=1, keepdim=True)
