"""The way of a gradient through three steps of a recurrence."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from lessons.drawing import BLUE, INK, ORANGE, arrow

NOTEBOOK = "recurrent-neural-networks/backprop-through-time"
ALT = (
    "Four boxes in a row, the states H0, H1, H2 and H3. Black arrows lead from left to right, each called W_h, and inputs X1, X2, X3 come "
    "from below. Orange arrows lead back from right to left, each called W_h transposed, and from above a cotangent C1, C2, C3 comes down "
    "into each of H1, H2 and H3."
)


def draw() -> Figure:
    """Forwards in black, backwards in orange."""
    figure = Figure(figsize=(7.4, 3.2))
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(-0.3, 9.9), ylim=(-0.1, 4.3))
    ax.set_axis_off()
    for step in range(4):
        x = 0.9 + 2.6 * step
        box = FancyBboxPatch((x - 0.5, 1.6), 1.0, 1.0, "round,pad=0.02", facecolor="#eef3fa", edgecolor=INK)
        ax.add_patch(box)
        ax.text(x, 2.1, f"$H_{step}$", ha="center", va="center", fontsize=13)
        if step:
            arrow(ax, (x - 2.06, 1.85), (x - 0.54, 1.85))
            arrow(ax, (x - 0.54, 2.35), (x - 2.06, 2.35), ORANGE)
            ax.text(x - 1.3, 1.7, "$W_h$", fontsize=11, ha="center", va="top")
            ax.text(x - 1.3, 2.45, r"$W_h^\top$", fontsize=11, ha="center", va="bottom", color=ORANGE)
            arrow(ax, (x, 0.65), (x, 1.56))
            ax.text(x, 0.35, f"$X_{step}$", ha="center", va="center", fontsize=13)
            ax.text(x + 0.12, 1.1, "$W_x$", fontsize=10, va="center")
            arrow(ax, (x, 3.55), (x, 2.64), ORANGE)
            ax.text(x, 3.85, f"$C_{step}$", ha="center", va="center", fontsize=13, color=ORANGE)
    ax.text(-0.2, 3.85, "the loss looks at", ha="left", va="center", fontsize=11, color=ORANGE)
    ax.text(-0.2, 0.35, "the inputs", ha="left", va="center", fontsize=11, color=BLUE)
    return figure
