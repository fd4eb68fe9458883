"""The way forward through a multilayer perceptron, and the way back."""

from __future__ import annotations

import itertools

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from lessons.drawing import BLUE, INK, ORANGE, arrow

NOTEBOOK = "multilayer-perceptrons/mlp"
ALT = (
    "Five boxes in a row: X, Z = X W1 + b1, H = relu(Z), O = H W2 + b2, the loss; arrows lead from left to right. Below, arrows "
    "lead back from the loss: the gradient for O is (P - Y) / n; that for H is the one for O times W2 transposed; that for Z is the one for H "
    "where Z is positive. On the way back the gradients of W2 and b2, then of W1 and b1, are left behind."
)
PLACES = (0.9, 3.5, 6.1, 8.7, 11.1)


def draw() -> Figure:
    """Forward along the top, back in the middle, what is left behind at the bottom."""
    figure = Figure(figsize=(8.6, 3.2))
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, 12), ylim=(0, 4.4))
    ax.set_axis_off()
    forward = ("$X$", "$Z = X W_1 + b_1$", "$H = \\mathrm{relu}(Z)$", "$O = H W_2 + b_2$", "loss $L$")
    back = {
        6.1: r"$\bar{H} = \bar{O} W_2^T$",
        3.5: r"$\bar{Z} = \bar{H} \odot [Z > 0]$",
        8.7: r"$\bar{O} = (P - Y) \,/\, n$",
    }
    left = {
        3.5: "$\\bar{W}_1 = X^T \\bar{Z}$\n$\\bar{b}_1$ = sum of the rows of $\\bar{Z}$",
        8.7: "$\\bar{W}_2 = H^T \\bar{O}$\n$\\bar{b}_2$ = sum of the rows of $\\bar{O}$",
    }
    for x, text in zip(PLACES, forward, strict=True):
        _box(ax, x, 3.6, text, INK)
    for x, text in back.items():
        _box(ax, x, 2.2, text, ORANGE)
    for x, text in left.items():
        ax.text(x, 0.62, text, ha="center", va="center", fontsize=10, color=ORANGE)
        arrow(ax, (x, 1.8), (x, 1.05), ORANGE)
    for start, end in itertools.pairwise(PLACES):
        arrow(ax, (start + _half(start), 3.6), (end - _half(end), 3.6), BLUE)
    arrow(ax, (11.1, 3.2), (9.8, 2.35), ORANGE)
    arrow(ax, (8.7 - 1.05, 2.2), (6.1 + 1.05, 2.2), ORANGE)
    arrow(ax, (6.1 - 1.05, 2.2), (3.5 + 1.05, 2.2), ORANGE)
    ax.text(0.1, 4.15, "forward", color=BLUE, fontsize=10)
    ax.text(0.1, 2.2, "back", color=ORANGE, fontsize=10, va="center")
    ax.text(0.1, 0.62, "left behind", color=ORANGE, fontsize=10, va="center")
    return figure


def _half(x: float) -> float:
    """Half the width of the box at x, with a gap."""
    return 0.6 if x in (PLACES[0], PLACES[-1]) else 1.05


def _box(ax: Axes, x: float, y: float, text: str, colour: str) -> None:
    half = _half(x) - 0.1
    box = FancyBboxPatch((x - half, y - 0.32), 2 * half, 0.64, "round,pad=0.05", facecolor="#eef3fa", edgecolor=colour)
    ax.add_patch(box)
    ax.text(x, y, text, ha="center", va="center", fontsize=10, color=colour)
