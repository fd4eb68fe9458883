"""A GRU cell."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from lessons.drawing import ORANGE, arrow, layer, line, sign

NOTEBOOK = "recurrent-modern/gru"
ALT = (
    "One GRU cell. The state H runs along the top: it is multiplied by Z, then 1 - Z times the candidate is added. X and H feed "
    "the gates Z and R. R times H goes into the candidate together with X."
)


def draw() -> Figure:
    """The state's straight way along the top; the reset gate cuts what the candidate sees of it."""
    figure = Figure(figsize=(7, 3.4))
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, 9), ylim=(-0.15, 4.25))
    ax.set_axis_off()
    frame = FancyBboxPatch((1.1, 0.35), 6.7, 3.4, "round,pad=0.1", facecolor="#fafafa", edgecolor="#999999", zorder=0)
    ax.add_patch(frame)
    top = 3.2
    arrow(ax, (0.3, top), (8.7, top), ORANGE)
    ax.text(0.25, top + 0.25, "H", fontsize=12, color=ORANGE)
    ax.text(8.35, top + 0.25, "new H", fontsize=12, color=ORANGE, ha="center")
    line(ax, (0.75, top), (0.75, 0.6), (5.2, 0.6), colour=ORANGE)  # H reaches both gates, and the product with R
    line(ax, (1.6, -0.05), (1.6, 0.4), (6.55, 0.4))  # X reaches all three layers
    ax.text(1.7, -0.05, "X", fontsize=12)
    for x, name, function in ((2.6, "R", "sigmoid"), (4.1, "Z", "sigmoid"), (6.4, "H̃", "tanh")):
        layer(ax, x, name, function)
        arrow(ax, (x + 0.15, 0.4), (x + 0.15, 0.98))
    for x in (2.45, 3.95):
        arrow(ax, (x, 0.6), (x, 0.98), ORANGE)
    line(ax, (2.6, 1.52), (2.6, 1.95), (5.4, 1.95))
    arrow(ax, (5.4, 1.95), (5.4, 0.8))
    sign(ax, (5.4, 0.6), "×", ORANGE)
    line(ax, (5.6, 0.6), (6.25, 0.6))
    arrow(ax, (6.25, 0.6), (6.25, 0.98))
    arrow(ax, (4.1, 1.52), (4.1, top - 0.2))
    sign(ax, (4.1, top), "×", ORANGE)
    arrow(ax, (4.1, 2.45), (6.2, 2.45))
    ax.text(5.1, 2.57, "1 - Z", ha="center", fontsize=10)
    arrow(ax, (6.4, 1.52), (6.4, 2.25))
    sign(ax, (6.4, 2.45), "×")
    arrow(ax, (6.4, 2.65), (6.4, top - 0.2))
    sign(ax, (6.4, top), "+", ORANGE)
    return figure
