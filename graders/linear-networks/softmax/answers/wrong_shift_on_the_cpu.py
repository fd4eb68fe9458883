"""The sums of the rows are kept on the CPU."""

import torch

HINT = (
    "The values are right on the CPU, but a part of the work is done in a tensor on the CPU, whatever the "
    "device of X. Give what you create device=X.device, or use zeros_like and the like."
)


def softmax(X):
    E = torch.exp(X - X.max(dim=1, keepdim=True).values)
    total = torch.zeros(X.shape[0], 1, dtype=X.dtype)
    total += E.sum(dim=1, keepdim=True)
    return E / total
