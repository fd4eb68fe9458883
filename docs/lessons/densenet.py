"""A dense block: channels that pile up, and a transition that makes them fewer."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle

from lessons.drawing import BLUE, INK, ORANGE, arrow

NOTEBOOK = "convolutional-modern/densenet"
ALT = (
    "A pile of 3 channels leads by a part, BN, ReLU and a convolution, to a pile of 7: the 3 as they were, and 4 new ones on top. A second part leads to 11 channels. A "
    "transition of a convolution of 1 x 1 and pooling makes 5 smaller ones of them."
)
COLOURS = ("#d8e3f2", "#fde6d3", "#dcedd6")


def draw() -> Figure:
    """From left to right; each channel is a bar, in the colour of what made it."""
    figure = Figure(figsize=(9, 3.4), layout="constrained")
    ax = figure.subplots()
    for x, counts in ((0.0, (3,)), (6.0, (3, 4)), (12.0, (3, 4, 4))):
        _pile(ax, x, counts)
    for x, bottom, top in ((1.9, 0.0, 3.0), (7.9, 0.0, 7.0)):
        _part(ax, x, "BN, ReLU\nconv 3 x 3", BLUE, (bottom + top) / 2, top + 2.0)
    _part(ax, 13.9, "BN, ReLU\nconv 1 x 1\nmeans 2 x 2", ORANGE, 5.5, 2.5)
    for number in range(5):
        ax.add_patch(Rectangle((18.0, number), 0.9, 0.9, facecolor="#eeeeee", edgecolor="#888888", lw=0.8))
    for x, text in ((0.8, "3 channels"), (6.8, "3 + 4 = 7"), (12.8, "3 + 4 + 4 = 11"), (18.5, "5, half as wide")):
        ax.text(x, -1.1, text, ha="center", fontsize=9, color=INK)
    ax.set(xlim=(-1, 20.5), ylim=(-1.8, 11.8))
    ax.set_axis_off()
    return figure


def _pile(ax: Axes, x: float, counts: tuple[int, ...]) -> None:
    """The channels of X at the bottom, those of each part above."""
    bottom = 0
    for colour, count in zip(COLOURS, counts, strict=False):
        for _ in range(count):
            ax.add_patch(Rectangle((x, bottom), 1.6, 0.9, facecolor=colour, edgecolor="#888888", lw=0.8))
            bottom += 1


def _part(ax: Axes, x: float, text: str, colour: str, start: float, end: float) -> None:
    """A box with an arrow from the pile on its left to what is new on its right."""
    middle = (start + end) / 2
    arrow(ax, (x - 0.2, start), (x + 0.6, middle), colour)
    ax.add_patch(
        FancyBboxPatch((x + 0.7, middle - 1.0), 2.2, 2.0, "round,pad=0.05", facecolor="white", edgecolor=colour)
    )
    ax.text(x + 1.8, middle, text, ha="center", va="center", fontsize=8, color=INK)
    arrow(ax, (x + 3.0, middle), (x + 4.0, end), colour)
