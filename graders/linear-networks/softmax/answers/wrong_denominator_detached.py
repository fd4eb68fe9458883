"""The denominator is treated as a constant."""

import torch

HINT = (
    "The values are right, but the gradient is that of a softmax whose denominator is a constant: off the "
    "diagonal it is zero. The sum depends on X too and must stay in the graph."
)


def softmax(X):
    E = torch.exp(X - X.max(dim=1, keepdim=True).values)
    return E / E.sum(dim=1, keepdim=True).detach()
