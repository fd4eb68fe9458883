"""An LSTM cell."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from lessons.drawing import ORANGE, arrow, layer, line, sign

NOTEBOOK = "recurrent-modern/lstm"
ALT = (
    "One LSTM cell. The memory C runs straight along the top: it is multiplied by F, then I times the "
    "candidate is added. X and H feed the four layers F, I, candidate and O at the bottom; the new H is O "
    "times tanh of the new memory."
)


def draw() -> Figure:
    """One LSTM cell: the memory's straight way along the top, and the four layers that act on it."""
    figure = Figure(figsize=(7, 3.4))
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, 9), ylim=(-0.15, 4.25))
    ax.set_axis_off()
    ax.add_patch(
        FancyBboxPatch((1.1, 0.35), 6.7, 3.4, "round,pad=0.1", facecolor="#fafafa", edgecolor="#999999", zorder=0)
    )
    top = 3.2
    arrow(ax, (0.3, top), (8.7, top), ORANGE)
    ax.text(0.25, top + 0.25, "C", fontsize=12, color=ORANGE)
    ax.text(8.35, top + 0.25, "new C", fontsize=12, color=ORANGE, ha="center")
    line(ax, (0.3, 0.6), (6.1, 0.6))  # H and X reach every layer
    ax.text(0.25, 0.75, "H", fontsize=12)
    line(ax, (1.6, -0.05), (1.6, 0.6))
    ax.text(1.7, -0.05, "X", fontsize=12)
    for x, name, function in ((2.3, "F", "sigmoid"), (3.5, "I", "sigmoid"), (4.7, "C̃", "tanh"), (6.1, "O", "sigmoid")):
        arrow(ax, (x, 0.6), (x, 0.98))
        layer(ax, x, name, function)
    arrow(ax, (2.3, 1.52), (2.3, top - 0.2))
    sign(ax, (2.3, top), "×", ORANGE)
    line(ax, (3.5, 1.52), (3.5, 2.25), (4.5, 2.25))
    arrow(ax, (4.3, 2.25), (4.5, 2.25))
    arrow(ax, (4.7, 1.52), (4.7, 2.05))
    sign(ax, (4.7, 2.25), "×")
    arrow(ax, (4.7, 2.45), (4.7, top - 0.2))
    sign(ax, (4.7, top), "+", ORANGE)
    line(ax, (7.1, top), (7.1, 2.9))
    ax.text(7.1, 2.72, "tanh", ha="center", va="center", fontsize=10)
    arrow(ax, (7.1, 2.55), (7.1, 2.05))
    line(ax, (6.1, 1.52), (6.1, 1.85), (6.9, 1.85))
    arrow(ax, (6.7, 1.85), (6.9, 1.85))
    sign(ax, (7.1, 1.85), "×")
    line(ax, (7.1, 1.65), (7.1, 0.6))
    arrow(ax, (7.1, 0.6), (8.7, 0.6))
    ax.text(8.35, 0.75, "new H", fontsize=12, ha="center")
    return figure
