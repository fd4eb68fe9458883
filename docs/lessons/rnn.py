"""A recurrent network, unrolled over the letters of a word."""

from __future__ import annotations

import itertools

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from lessons.drawing import BLUE, INK, ORANGE, arrow

NOTEBOOK = "recurrent-neural-networks/rnn"
ALT = (
    "Four steps from left to right. The letters c, l, o, c go in from below, each into a box with a state. Out of each box an arrow goes "
    "up to what should come next: l, o, c, k. From each box an arrow leads to the next one, from H0 to H4. The arrows from below are all "
    "called W_xh, those between the boxes W_hh, and those upwards W_hq."
)
WORD = "clock"


def draw() -> Figure:
    """The same weights at each step; the label of a step is the input of the next."""
    figure = Figure(figsize=(7.2, 3.3))
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(-0.6, 9.2), ylim=(-0.1, 4.3))
    ax.set_axis_off()
    for step, (letter, after) in enumerate(itertools.pairwise(WORD)):
        x = 2.0 + 2.1 * step
        box = FancyBboxPatch((x - 0.5, 1.75), 1.0, 0.7, "round,pad=0.02", facecolor="#fde6d3", edgecolor=INK)
        ax.add_patch(box)
        ax.text(x, 2.1, f"$H_{step + 1}$", ha="center", va="center", fontsize=13)
        ax.text(x, 0.35, letter, ha="center", va="center", fontsize=14, family="monospace")
        ax.text(x, 3.9, after, ha="center", va="center", fontsize=14, family="monospace", color=BLUE)
        arrow(ax, (x, 0.65), (x, 1.72))
        arrow(ax, (x, 2.48), (x, 3.6), BLUE)
        arrow(ax, (x - 1.55, 2.1), (x - 0.54, 2.1), ORANGE)
        ax.text(x + 0.1, 1.15, "$W_{xh}$", fontsize=10, va="center")
        ax.text(x + 0.1, 3.0, "$W_{hq}$", fontsize=10, va="center", color=BLUE)
        ax.text(x - 1.05, 2.3, "$W_{hh}$", fontsize=10, ha="center", color=ORANGE)
    ax.text(0.42, 2.1, "$H_0$", ha="right", va="center", fontsize=13)
    ax.text(0.9, 0.35, "reads", ha="right", va="center", fontsize=11)
    ax.text(0.9, 3.9, "should say", ha="right", va="center", fontsize=11, color=BLUE)
    return figure
