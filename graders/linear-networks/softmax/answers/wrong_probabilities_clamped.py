"""The probabilities are kept away from zero and one."""

import torch

HINT = (
    "The probabilities are clamped: smaller ones than the limit are wrong, rows no longer sum to one, and "
    "clamped entries have no gradient. Whoever takes a logarithm later can guard it there."
)
NUMBER = 1e-7  # or any other


def softmax(X):
    E = torch.exp(X - X.max(dim=1, keepdim=True).values)
    P = E / E.sum(dim=1, keepdim=True)
    return P.clamp(NUMBER, 1 - NUMBER)
