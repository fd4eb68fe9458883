"""Everything is computed outside the graph."""

import torch

HINT = (
    "The values are right, but the result does not depend on X, w and b as far as autograd can see: "
    "torch.no_grad(), .detach(), .data, .item(), NumPy and torch.tensor(...) sever the graph."
)


def linreg(X, w, b):
    with torch.no_grad():
        return X @ w + b
