"""A text that is cut into minibatches in two ways."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lessons.drawing import INK

NOTEBOOK = "recurrent-neural-networks/sequences"
ALT = (
    "Two rows of 26 boxes, the same text twice. Above, random: after an offset of one box there are six stretches of four, and the first "
    "and the last one are the first minibatch, the third and the fourth the second, the others the third. Below, sequential: after the same "
    "offset there are two strips of twelve, and each minibatch has the next four boxes of both strips."
)
COLOURS = ("#fde6d3", "#d3e3f5", "#d9ecd0")
OFFSET, STEPS, TOKENS = 1, 4, 26


def _row(ax: Axes, y: float, name: str, minibatch: list[int]) -> None:
    """The boxes of a text; `minibatch` has the number of each stretch."""
    for token in range(TOKENS):
        stretch, inside = divmod(token - OFFSET, STEPS)
        used = 0 <= stretch < len(minibatch)
        colour = COLOURS[minibatch[stretch]] if used else "white"
        ax.add_patch(Rectangle((token, y), 1, 0.9, facecolor=colour, edgecolor="#999999", lw=0.7))
        if used and inside == 0:
            middle = token + STEPS / 2
            ax.text(middle, y + 0.45, str(minibatch[stretch] + 1), ha="center", va="center", fontsize=12, color=INK)
            ax.plot([token, token], [y - 0.12, y + 1.02], color=INK, lw=1.2)
    ax.text(0, y + 1.15, name, fontsize=11, ha="left", va="bottom")
    ax.text(0.5, y + 0.45, "o", fontsize=10, ha="center", va="center", color="#777777")


def draw() -> Figure:
    """Numbers are those of minibatches of two rows with four steps."""
    figure = Figure(figsize=(8, 2.7))
    ax = figure.add_axes((0.01, 0, 0.98, 1))
    ax.set(xlim=(-0.2, TOKENS + 0.2), ylim=(-0.9, 5.2))
    ax.set_axis_off()
    _row(ax, 2.9, "random: the two stretches of a minibatch come from anywhere", [0, 2, 1, 1, 2, 0])
    _row(ax, 0.2, "sequential: each minibatch goes on in both strips", [0, 1, 2, 0, 1, 2])
    ax.text(0, -0.3, "o: left out by the offset; the last box is a label only", fontsize=9, va="top", color="#777777")
    return figure
