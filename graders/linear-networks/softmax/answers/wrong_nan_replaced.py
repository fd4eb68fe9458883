"""The nan of an overflow replaced afterwards."""

import torch

HINT = (
    "This behaves as if the nan of an overflow were replaced by zero at the end. The result is finite, "
    "but its rows do not sum to one. Keep the overflow from happening."
)


def softmax(X):
    E = torch.exp(X)
    return torch.nan_to_num(E / E.sum(dim=1, keepdim=True))
