"""One layer's activations, and what two calls of dropout make of them."""

from __future__ import annotations

import torch
from matplotlib.figure import Figure

from lessons.drawing import grid

NOTEBOOK = "multilayer-perceptrons/dropout"
ALT = (
    "A grid of activations of 2 examples and 4 units. Two calls with dropout probability 0.5 drop other elements each: these "
    "are 0, and all others are doubled."
)


def draw() -> Figure:
    """Two calls with p = 0.5."""
    figure = Figure(figsize=(8, 2.2))
    X = torch.tensor([[1, 2, 3, -1], [4, -2, 5, 2]])
    first = torch.tensor([[0, 1, 1, 0], [1, 0, 0, 1]])
    second = torch.tensor([[1, 0, 1, 1], [0, 0, 1, 0]])
    panels = (
        ("the activations X", X, None),
        ("one call, p = 0.5", 2 * X * first, first),
        ("the next call", 2 * X * second, second),
    )
    for column, (title, numbers, kept) in enumerate(panels):
        ax = figure.add_axes((0.02 + 0.33 * column, 0.12, 0.3, 0.68))
        grid(ax, numbers, lambda a, b, kept=kept: kept is not None and bool(kept[a, b]))
        ax.set_title(title, fontsize=10)
    figure.text(0.68, 0.03, "shaded: kept, and divided by 1 - p; the others are dropped", ha="center", fontsize=9)
    return figure
