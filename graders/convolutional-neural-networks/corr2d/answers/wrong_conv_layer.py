"""A layer whose weight is set to the kernel."""

import torch

HINT = (
    "This is torch's own layer: its weight is a copy of K, so K gets no gradient, and the exercise is to write"
    " the sliding window yourself."
)


def corr2d(X, K):
    layer = torch.nn.Conv2d(1, 1, K.shape, bias=False)
    layer.weight.data = K[None, None]
    return layer(X[None, None])[0, 0]
