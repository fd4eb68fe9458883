"""A long result of few numbers: whoever asks for the gradient of each element asks for a long time."""

GETS = "no more"

import torch


def softmax(X):
    return X.sum() * torch.ones(1_000_000, dtype=X.dtype)
