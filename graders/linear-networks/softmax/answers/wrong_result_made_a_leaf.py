"""The result is wrapped into a parameter of its own."""

import torch

HINT = (
    "The values are right, but the result is a new leaf that requires a gradient of its own "
    "(nn.Parameter, requires_grad_(), torch.tensor(..., requires_grad=True)): no gradient reaches X. "
    "Return what was computed from X."
)


def softmax(X):
    E = torch.exp(X - X.max(dim=1, keepdim=True).values)
    return torch.nn.Parameter(E / E.sum(dim=1, keepdim=True))
