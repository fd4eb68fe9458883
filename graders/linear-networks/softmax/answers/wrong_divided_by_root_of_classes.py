"""The logits are divided by the root of their number, as attention does with its scores."""

import torch

HINT = (
    'The logits are divided by the root of the number of classes first. That belongs to scaled dot-product attention, not to the softmax.'
)


def softmax(X):
    scaled = X / X.shape[1] ** 0.5
    E = torch.exp(scaled - scaled.amax(dim=1, keepdim=True))
    return E / E.sum(dim=1, keepdim=True)
