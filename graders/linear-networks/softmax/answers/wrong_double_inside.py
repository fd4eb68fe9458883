"""Computed in float64 and without a shift: overflows later."""

import torch

HINT = (
    "This behaves like a computation in float64 that is rounded back: overflow comes at 709 instead of "
    "88, but it comes. A wider format postpones the problem; a shift of each row removes it."
)


def softmax(X):
    E = torch.exp(X.double())
    return (E / E.sum(dim=1, keepdim=True)).to(X.dtype)
