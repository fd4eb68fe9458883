"""A buffer with the default dtype on the default device."""

import torch

HINT = (
    "This behaves as if the result were written into torch.zeros(...) without dtype and device: float32 "
    "on the CPU, whatever X is. Use zeros_like, or do without a buffer."
)
FAILS = [
    "test_public::test_dtype",
    "test_hidden::test_dtype_and_precision",
    "test_hidden::test_gradcheck",
    "test_hidden::test_device",
]


def softmax(X):
    Y = torch.zeros(X.shape)
    for i, x in enumerate(X):
        e = torch.exp(x - x.max())
        Y[i] = e / e.sum()
    return Y
