"""A residual block with each kind of shortcut."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from lessons.drawing import BLUE, INK, ORANGE, arrow, line, sign

NOTEBOOK = "convolutional-modern/resnet"
ALT = (
    "Two blocks, one above the other. In each, X goes through a convolution, normalisation, ReLU, a convolution and normalisation, and is added to "
    "what the shortcut brings; a ReLU follows. Above, the shortcut is X itself; below, it is a 1 x 1 convolution of it."
)
PATH = ("conv 3 x 3", "BN", "ReLU", "conv 3 x 3", "BN")


def draw() -> Figure:
    """From left to right; the shortcut runs below."""
    figure = Figure(figsize=(8, 3.6), layout="constrained")
    for ax, text in zip(figure.subplots(2, 1), ("", "conv 1 x 1"), strict=True):
        _block(ax, text)
    return figure


def _block(ax: Axes, shortcut: str) -> None:
    ax.set(xlim=(-0.3, 13), ylim=(-0.2, 2.3), aspect="equal")
    ax.set_axis_off()
    ax.text(0, 1.5, "X", ha="center", va="center", fontsize=12)
    arrow(ax, (0.3, 1.5), (1.0, 1.5))
    line(ax, (0.6, 1.5), (0.6, 0.4), colour=ORANGE)
    line(ax, (0.6, 0.4), (10, 0.4), colour=ORANGE)
    arrow(ax, (10, 0.4), (10, 1.3), ORANGE)
    strided = ", strides" if shortcut else ""
    for place, text in enumerate(PATH):
        _box(ax, 1.75 + 1.75 * place, 1.5, text + (strided if place == 0 else ""))
        arrow(ax, (2.5 + 1.75 * place, 1.5), (2.75 + 1.75 * place if place < 4 else 9.8, 1.5))
    if shortcut:
        _box(ax, 5.25, 0.4, f"{shortcut}{strided}", ORANGE)
    sign(ax, (10, 1.5), "+")
    arrow(ax, (10.2, 1.5), (10.7, 1.5))
    _box(ax, 11.4, 1.5, "ReLU")
    arrow(ax, (12.1, 1.5), (12.7, 1.5))


def _box(ax: Axes, x: float, y: float, text: str, colour: str = BLUE) -> None:
    ax.add_patch(
        FancyBboxPatch((x - 0.65, y - 0.32), 1.3, 0.64, "round,pad=0.05", facecolor="white", edgecolor=colour, zorder=3)
    )
    shown = text.replace(", ", ",\n")
    ax.text(x, y, shown, ha="center", va="center", fontsize=8, color=INK, zorder=4)
