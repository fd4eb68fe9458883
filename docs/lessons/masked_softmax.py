"""Scores with padding, and the weights that come of them."""

from __future__ import annotations

import math

import torch
from matplotlib.figure import Figure

from lessons.drawing import grid

NOTEBOOK = "attention/masked-softmax"
ALT = (
    "Two grids of two sequences with four keys each. On the left the scores; the first sequence has two valid keys, the second three, and "
    "the keys beyond are marked as padding. On the right the weights: 0 at the padding, and the others of each row sum to 1."
)


def draw() -> Figure:
    """Two sequences of lengths 2 and 3, with one query each."""
    figure = Figure(figsize=(8, 2.3))
    powers = torch.tensor([[1.0, 3, 7, 2], [2, 5, 1, 9]])
    valid = torch.arange(4) < torch.tensor([[2], [3]])
    weights = (powers * valid) / (powers * valid).sum(dim=1, keepdim=True)
    left, right = figure.add_axes((0.02, 0.12, 0.44, 0.68)), figure.add_axes((0.54, 0.12, 0.44, 0.68))
    grid(left, powers, lambda a, b: not valid[a, b], label=lambda number: f"ln {number:g}" if number != 1 else "0")
    left.set_title("scores; shaded: padding", fontsize=10)
    grid(right, weights, lambda a, b: not valid[a, b], label=lambda number: f"{number:g}")
    right.set_title("weights: those of valid keys sum to one", fontsize=10)
    assert math.isclose(weights.sum().item(), 2)
    return figure
