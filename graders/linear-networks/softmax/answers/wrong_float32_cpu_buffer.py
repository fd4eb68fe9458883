"""A buffer with the default dtype on the default device."""

import torch

HINT = (
    "This behaves as if the result were written into torch.zeros(...) without dtype and device: float32 "
    "on the CPU, whatever X is. Use zeros_like, or do without a buffer."
)


def softmax(X):
    Y = torch.zeros(X.shape)
    for i, x in enumerate(X):
        e = torch.exp(x - x.max())
        Y[i] = e / e.sum()
    return Y
