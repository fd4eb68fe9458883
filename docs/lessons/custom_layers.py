"""A layer without parameters, and one with a weight and a bias."""

from __future__ import annotations

import torch
from matplotlib.figure import Figure

from lessons.drawing import BLUE, INK, ORANGE, arrow, grid

NOTEBOOK = "builders-guide/custom-layers"
ALT = (
    "On the left, the matrix 1 2, 3 6, from which its mean 3 is subtracted: -2 -1, 0 3. On the right, the row 3 4 is multiplied with a weight of "
    "2 x 3 that learns, a bias of 3 numbers that learns is added, and the ReLU makes 4 3 0 of 4 3 -1."
)


def draw() -> Figure:
    """The two worked examples side by side."""
    figure = Figure(figsize=(8.6, 3.3))
    canvas = figure.add_axes((0, 0, 1, 1))
    canvas.set(xlim=(0, 8.6), ylim=(0, 3.3))
    canvas.set_axis_off()
    X, row = torch.tensor([[1.0, 2.0], [3.0, 6.0]]), torch.tensor([[3.0, 4.0]])
    W, b = torch.tensor([[1.0, 2.0, 0.0], [0.0, -1.0, 1.0]]), torch.tensor([[1.0, 1.0, -5.0]])
    _numbers(figure, canvas, X, 0.2, 1.3, "X")
    _numbers(figure, canvas, X - X.mean(), 2.2, 1.3, "X minus its mean")
    arrow(canvas, (1.3, 1.8), (2.15, 1.8))
    canvas.text(1.72, 1.95, "mean 3", ha="center", fontsize=9, color=INK)
    canvas.text(1.7, 3.0, "CenteredLayer", ha="center", fontsize=11, color=BLUE)
    canvas.plot([3.75, 3.75], [0.3, 3.1], color="#bbbbbb", lw=1)
    canvas.text(6.2, 3.0, "MyLinear", ha="center", fontsize=11, color=BLUE)
    _numbers(figure, canvas, row, 4.0, 1.95, "a row of X")
    _numbers(figure, canvas, W, 5.3, 1.45, "weight", learns=True)
    _numbers(figure, canvas, b, 5.3, 0.45, "bias", learns=True)
    _numbers(figure, canvas, row @ W + b, 7.0, 1.95, "X W + b")
    _numbers(figure, canvas, torch.relu(row @ W + b), 7.0, 0.45, "after the ReLU")
    arrow(canvas, (5.05, 2.2), (5.25, 2.2))
    arrow(canvas, (6.82, 2.2), (6.98, 2.2))
    arrow(canvas, (6.68, 1.0), (7.1, 1.88), ORANGE)
    arrow(canvas, (7.75, 1.9), (7.75, 1.25))
    return figure


def _numbers(figure, canvas, numbers, x, y, title, learns=False) -> None:  # type: ignore[no-untyped-def]
    """A grid with its lower left corner at (x, y) in inches, half an inch for each number; what learns is coloured."""
    rows, columns = numbers.shape
    ax = figure.add_axes((x / 8.6, y / 3.3, columns * 0.5 / 8.6, rows * 0.5 / 3.3))
    grid(ax, numbers, lambda a, b: learns)
    canvas.text(
        x + columns * 0.25, y + rows * 0.5 + 0.08, title, ha="center", fontsize=9, color=ORANGE if learns else INK
    )
