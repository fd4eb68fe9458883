"""A detour through NumPy."""

import numpy as np
import torch

HINT = (
    "The values are right, but they come from NumPy, where autograd cannot follow and which refuses a "
    "tensor that requires a gradient or lives on another device. torch has all that is needed here."
)


def softmax(X):
    x = X.numpy()
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return torch.from_numpy(e / e.sum(axis=1, keepdims=True))
