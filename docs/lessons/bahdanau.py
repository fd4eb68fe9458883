"""A decoder that looks back at the source before its second word."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from lessons.drawing import BLUE, INK, ORANGE, arrow, line

NOTEBOOK = "attention/bahdanau"
ALT = (
    "Two chains of boxes. The encoder reads may, the, third, <eos>. The decoder begins with its last state, reads <bos>, le, trois and "
    "writes le, trois, mai. A dashed arrow, the query, leads from the decoder's state after its first step back to the encoder. Above the "
    "encoder's boxes stand the weights 0.04, 0.04, 0.90 and 0.02, the largest over third. Their lines join in the context, which leads "
    "into the decoder's second box."
)
READ, WEIGHTS = ("may", "the", "third", "<eos>"), (0.04, 0.04, 0.90, 0.02)


def draw() -> Figure:
    """The weights are the widths of lines; the query and the context are those of the second step alone."""
    figure = Figure(figsize=(9, 3.5))
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, 100), ylim=(0, 40))
    ax.set_axis_off()
    for i, (word, weight) in enumerate(zip(READ, WEIGHTS, strict=True)):
        x = 6 + 11 * i
        step(ax, x, x, word, INK)
        ax.plot([x, x], [13.9, 24.5], color=ORANGE, lw=0.8 + 5 * weight, solid_capstyle="butt")
        ax.text(x + 1.2, 16.2, f"{weight:.2f}", va="center", fontsize=10, color=ORANGE)
        arrow(ax, (x + 3.7, 11), (x + 7.2 if i < 3 else 62.2, 11))
    ax.text(51, 12.0, "state", ha="center", fontsize=9)
    for i, (word, said) in enumerate(zip(("<bos>", "le", "trois"), ("le", "trois", "mai"), strict=True)):
        x = 66 + 14 * i
        step(ax, x, x + 1.8, word, BLUE)
        arrow(ax, (x, 13.9), (x, 31), BLUE)
        ax.text(x, 32.8, said, ha="center", fontsize=11, color=BLUE)
        if i < 2:
            arrow(ax, (x + 3.7, 11), (x + 10.2, 11), BLUE)
    ax.plot([73, 73, 67.2], [11, 18, 18], color=BLUE, lw=1.4, ls="--")
    ax.plot([64.8, 45], [18, 18], color=BLUE, lw=1.4, ls="--")
    arrow(ax, (45.5, 18), (43, 18), BLUE)
    ax.text(55, 19.3, "query: where to look?", ha="center", fontsize=10, color=BLUE)
    line(ax, (6, 24.5), (64.8, 24.5), colour=ORANGE)
    line(ax, (67.2, 24.5), (77.8, 24.5), colour=ORANGE)
    arrow(ax, (77.8, 24.6), (77.8, 13.9), ORANGE)
    ax.text(29, 26.2, "context: the mean of the outputs with these weights", ha="center", fontsize=10, color=ORANGE)
    ax.text(2.5, 36.5, "encoder", fontsize=12)
    ax.text(62.5, 36.5, "decoder", fontsize=12, color=BLUE)
    return figure


def step(ax: Axes, x: float, at: float, word: str, colour: str) -> None:
    """A box that reads a word, which comes from below at `at`."""
    ax.add_patch(FancyBboxPatch((x - 3.5, 8.5), 7, 5, "round,pad=0.1", facecolor="#eef3fa", edgecolor=colour))
    ax.text(x, 11, "GRU", ha="center", va="center", fontsize=10, color=colour)
    ax.text(at, 2.6, word, ha="center", fontsize=11)
    arrow(ax, (at, 5.0), (at, 8.3))
