"""All elements are moved together."""

HINT = (
    "All elements are moved at the same time, which gives the sum of the slopes in every place. Move one element after the other, "
    "and leave the others where they are."
)

import torch


def numerical_gradient(f, x, h=1e-4):
    return torch.ones_like(x) * ((f(x + h) - f(x - h)) / (2 * h))
