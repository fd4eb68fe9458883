"""The graph is severed at the start."""

import torch

HINT = (
    "The values are right, but the result does not depend on X as far as autograd can see: torch.no_grad(), .detach(), "
    ".data, NumPy, .item() and torch.tensor(...) sever the graph. Only the shift may be detached."
)


def softmax(X):
    X = X.detach()
    E = torch.exp(X - X.max(dim=1, keepdim=True).values)
    return E / E.sum(dim=1, keepdim=True)
