"""Only the first row is used for the shift and the sum."""

import torch

HINT = "This behaves as if the sum of the first row were used for all rows. Every row needs its own."


def softmax(X):
    E = torch.exp(X - X.max(dim=1, keepdim=True).values)
    return E / E[0].sum()
