"""The encoder block: two parts, each with a shortcut, a sum and a normalisation."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from lessons.drawing import BLUE, INK, arrow, line, sign

NOTEBOOK = "attention/transformer"
ALT = (
    "An encoder block from left to right. X leads to a box, multi-head attention: each token looks at all others. A shortcut leads from X past the "
    "box to a plus sign behind it; after the plus comes a narrow box, normalise. Its result Y leads in the same way to a second box, the small "
    "network: each token by itself, with a shortcut from Y past it, a plus sign and a second normalisation. What comes out has the form of X."
)


def draw() -> Figure:
    """Left to right, to be read as two frames that are alike."""
    figure = Figure(figsize=(9.2, 2.7))
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, 12.4), ylim=(0, 3.6), aspect="equal")
    ax.set_axis_off()
    middle, above = 1.4, 2.75
    for left, name, words, entering in (
        (0.6, "multi-head attention", "each token looks\nat all others", "X"),
        (6.4, "small network", "each token\nby itself", "Y"),
    ):
        ax.text(left - 0.12, middle + 0.28, entering, ha="center", fontsize=12, color=BLUE)
        arrow(ax, (left - 0.4, middle), (left + 0.55, middle))
        line(ax, (left + 0.15, middle), (left + 0.15, above), (left + 3.4, above), colour=BLUE)
        arrow(ax, (left + 3.4, above), (left + 3.4, middle + 0.2), colour=BLUE)
        ax.text(left + 1.75, above + 0.13, "shortcut", ha="center", fontsize=9, color=BLUE)
        box(ax, left + 0.57, middle - 0.75, 2.3, 1.5)
        ax.text(left + 1.72, middle + 0.4, name, ha="center", va="center", fontsize=10, zorder=4)
        ax.text(left + 1.72, middle - 0.25, words, ha="center", va="center", fontsize=9, zorder=4)
        arrow(ax, (left + 2.89, middle), (left + 3.2, middle))
        sign(ax, (left + 3.4, middle), "+")
        arrow(ax, (left + 3.6, middle), (left + 4.0, middle))
        box(ax, left + 4.02, middle - 0.75, 0.5, 1.5)
        ax.text(left + 4.27, middle, "normalise", ha="center", va="center", rotation=90, fontsize=10, zorder=4)
        arrow(ax, (left + 4.54, middle), (left + 5.4, middle))
    ax.text(11.65, middle + 0.28, "Z", ha="center", fontsize=12, color=BLUE)
    ax.text(5.0, 0.25, "AddNorm: plus and normalise", ha="center", fontsize=9, color=INK)
    return figure


def box(ax: Axes, left: float, low: float, width: float, height: float) -> None:
    ax.add_patch(
        FancyBboxPatch((left, low), width, height, "round,pad=0.02", facecolor="#eef3fa", edgecolor=INK, zorder=3)
    )
