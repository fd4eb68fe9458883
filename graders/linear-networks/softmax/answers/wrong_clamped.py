"""Logits clamped to a range in which exp is finite."""

import torch

HINT = (
    "This behaves as if logits were cut off at a fixed bound before the exponential. Two different logits "
    "beyond the bound become equal, so the probabilities are finite but wrong. Shift instead of cutting."
)
NUMBER = 80  # or any other


def softmax(X):
    E = torch.exp(X.clamp(-NUMBER, NUMBER))
    return E / E.sum(dim=1, keepdim=True)
