"""Two channels, each with its own kernel, and the sum of what they give."""

from __future__ import annotations

import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lessons.drawing import BLUE, INK, ORANGE, arrow, grid, line

NOTEBOOK = "convolutional-neural-networks/channels"
ALT = (
    "On the left, two channels of 2 x 3 one above the other, each beside its kernel of 1 x 2 and the matrix of 2 x 2 that the two give. An "
    "addition of both matrices leads to one result of 2 x 2. Behind it lie two more results, which come from other kernels."
)


def draw() -> Figure:
    """From left to right: channels, kernels, one result of each, and their sum."""
    figure = Figure(figsize=(8.2, 3.4))
    X = torch.tensor([[[0, 1, 2], [3, 4, 5]], [[1, 0, 1], [0, 2, 0]]])
    K = torch.tensor([[[1, 2]], [[10, 0]]])
    Y = torch.einsum("cijb,cab->cij", X.unfold(2, 2, 1), K)
    canvas = figure.add_axes((0, 0, 1, 1))
    canvas.set(xlim=(0, 8.2), ylim=(0, 3.4))
    canvas.set_axis_off()
    for c, y in enumerate((1.85, 0.35)):
        for numbers, x, name, width in (
            (X[c], 0.2, f"X[{c}]", 1.5),
            (K[c], 2.25, f"K[{c}]", 1.0),
            (Y[c], 3.9, "", 1.0),
        ):
            height = 0.5 * len(numbers)
            _matrix(figure, canvas, numbers, (x, y + 0.5 - height / 2, width, height), name, name.startswith("K"))
        canvas.text(1.97, y + 0.5, "⋆", ha="center", va="center", fontsize=15, color=INK)
        arrow(canvas, (3.4, y + 0.5), (3.8, y + 0.5))
        line(canvas, (5.0, y + 0.5), (5.35, y + 0.5))
        arrow(canvas, (5.35, y + 0.5), (5.35, 1.85 if c == 0 else 1.35))
    canvas.text(5.35, 1.6, "+", ha="center", va="center", fontsize=17, color=INK)
    arrow(canvas, (5.5, 1.6), (5.95, 1.6))
    for shift in (0.5, 0.25):
        canvas.add_patch(Rectangle((6.1 + shift, 1.1 + shift), 1.0, 1.0, facecolor="#eef3fa", edgecolor=BLUE, lw=1.2))
    _matrix(figure, canvas, Y.sum(dim=0), (6.1, 1.1, 1.0, 1.0), "", True)
    canvas.text(6.6, 0.85, "first output channel", ha="center", fontsize=9, color=ORANGE)
    canvas.text(6.95, 2.78, "further ones, each with\ntwo kernels of its own", ha="center", fontsize=9, color=BLUE)
    return figure


def _matrix(
    figure: Figure, canvas: Axes, numbers: torch.Tensor, box: tuple[float, float, float, float], name: str, marked: bool
) -> None:
    """The numbers in a box of inches, its name above it."""
    x, y, width, height = box
    ax = figure.add_axes((x / 8.2, y / 3.4, width / 8.2, height / 3.4))
    grid(ax, numbers, lambda a, b: marked)
    canvas.text(x + width / 2, y + height + 0.06, name, ha="center", fontsize=10, color=ORANGE if marked else INK)
