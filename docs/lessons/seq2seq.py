"""An encoder that reads a sentence, and a decoder that writes its translation."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from lessons.drawing import BLUE, INK, ORANGE, arrow, line

NOTEBOOK = "recurrent-modern/seq2seq"
ALT = (
    "Two chains of boxes. The encoder reads may, the, third, <eos>. Its last state goes to the decoder, as its first state and as the "
    "context c into each of its boxes. The decoder reads <bos>, le, trois, mai and writes le, trois, mai, <eos>."
)


def draw() -> Figure:
    """The context is the one thing that goes from the first chain to the second."""
    figure = Figure(figsize=(9, 3.0))
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(-0.4, 12.0), ylim=(-0.5, 3.5))
    ax.set_axis_off()
    read, said = ["may", "the", "third", "<eos>"], ["le", "trois", "mai", "<eos>"]
    for i in range(4):
        x, y = 0.3 + 1.35 * i, 6.9 + 1.35 * i
        for place, colour in ((x, INK), (y, BLUE)):
            frame = FancyBboxPatch(
                (place - 0.4, 1.25), 0.8, 0.6, "round,pad=0.02", facecolor="#eef3fa", edgecolor=colour
            )
            ax.add_patch(frame)
        ax.text(x, 1.55, "GRU", ha="center", va="center", fontsize=10)
        ax.text(y, 1.55, "GRU", ha="center", va="center", fontsize=10, color=BLUE)
        ax.text(x, 0.35, read[i], ha="center", va="center", fontsize=11)
        ax.text(y + 0.22, 0.35, ["<bos>", *said][i], ha="center", va="center", fontsize=11)
        ax.text(y, 2.85, said[i], ha="center", va="center", fontsize=11, color=BLUE)
        arrow(ax, (x, 0.6), (x, 1.2))
        arrow(ax, (y + 0.2, 0.6), (y + 0.2, 1.2))
        arrow(ax, (y, 1.9), (y, 2.6), BLUE)
        if i < 3:
            arrow(ax, (x + 0.44, 1.55), (x + 0.91, 1.55), INK)
            arrow(ax, (y + 0.44, 1.55), (y + 0.91, 1.55), BLUE)
        arrow(ax, (y - 0.3, 0.0), (y - 0.3, 1.2), ORANGE)
    arrow(ax, (4.79, 1.55), (6.46, 1.55), ORANGE)
    ax.text(5.62, 1.68, "state", fontsize=9, color=ORANGE, ha="center")
    ax.text(5.7, 0.15, "context c", fontsize=9, color=ORANGE)
    line(ax, (5.6, 1.55), (5.6, 0.0), (10.65, 0.0), colour=ORANGE)
    ax.text(-0.1, 3.2, "encoder", fontsize=12)
    ax.text(6.5, 3.2, "decoder", fontsize=12, color=BLUE)
    return figure
