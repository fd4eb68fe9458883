"""Both formulas are computed, and torch.where picks."""

import torch

HINT = (
    "The values are right, but the gradient is nan at large logits: torch.where picks the stable formula, "
    "and yet the backward pass goes through both, where 0 times infinity is nan. Use the stable formula "
    "everywhere."
)


def softmax(X):
    E = torch.exp(X)
    S = torch.exp(X - X.max(1, keepdim=True).values)
    overflown = torch.isinf(E).any(1, keepdim=True) | (E.sum(1, keepdim=True) == 0)
    return torch.where(overflown, S / S.sum(1, keepdim=True), E / E.sum(1, keepdim=True))
