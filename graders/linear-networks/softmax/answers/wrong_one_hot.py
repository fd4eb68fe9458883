"""A one for the largest logit."""

import torch

HINT = (
    "This behaves like a one for the largest logit and zeros elsewhere: argmax, not softmax. It has no useful gradient."
)


def softmax(X):
    return torch.eye(X.shape[1], dtype=X.dtype, device=X.device)[X.argmax(dim=1)]
