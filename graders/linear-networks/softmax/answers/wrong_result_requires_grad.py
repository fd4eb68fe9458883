"""A detached result is told to require a gradient."""

import torch

HINT = (
    "The values are right, but the result is a new leaf that requires a gradient of its own "
    "(nn.Parameter, requires_grad_(), torch.tensor(..., requires_grad=True)): no gradient reaches X. "
    "Return what was computed from X."
)


def softmax(X):
    X = X.detach()
    E = torch.exp(X - X.max(dim=1, keepdim=True).values)
    return (E / E.sum(dim=1, keepdim=True)).requires_grad_()
