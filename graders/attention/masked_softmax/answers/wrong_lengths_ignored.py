"""The lengths are never looked at."""

import torch

HINT = (
    "The valid lengths change nothing: every key gets weight, as if valid_lens were None."
)


def masked_softmax(X, valid_lens):
    return torch.softmax(X, dim=-1)
