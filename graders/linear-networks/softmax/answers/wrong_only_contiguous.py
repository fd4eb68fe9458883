"""A view that transposed or strided inputs do not allow."""

import torch

HINT = (
    "The values are right for fresh tensors, but .view() fails on transposed or strided ones. Use "
    ".reshape(), or broadcasting, which needs neither."
)


def softmax(X):
    shift = X.max(dim=1).values.repeat_interleave(X.shape[1])
    E = torch.exp(X.view(-1) - shift).view(X.shape)
    return E / E.sum(dim=1, keepdim=True)
