"""A deep and a bidirectional recurrent network, unrolled over three steps."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from lessons.drawing import BLUE, INK, ORANGE, arrow

NOTEBOOK = "recurrent-modern/deep-and-bidirectional"
ALT = (
    "Two networks over three time steps. Left, deep: two rows of boxes; each box gets an arrow from the box before it in its row and "
    "one from the box below; the inputs go into the lower row, the outputs leave the upper one. Right, bidirectional: both rows get "
    "the inputs; in the lower row arrows go from left to right, in the upper one from right to left; both rows lead to the outputs."
)


def box(ax: Axes, x: float, y: float, name: str, colour: str = INK) -> None:
    frame = FancyBboxPatch((x - 0.28, y - 0.25), 0.56, 0.5, "round,pad=0.02", facecolor="#eef3fa", edgecolor=colour)
    ax.add_patch(frame)
    ax.text(x, y, name, ha="center", va="center", fontsize=10, color=colour)


def draw() -> Figure:
    """On the left what depth adds, on the right a second direction."""
    figure = Figure(figsize=(9, 3.3))
    left, right = (figure.add_axes((start, 0, 0.48, 1)) for start in (0.01, 0.51))
    for ax, title in ((left, "deep"), (right, "bidirectional")):
        ax.set(xlim=(-0.5, 5.5), ylim=(-0.35, 3.9))
        ax.set_axis_off()
        ax.text(-0.45, 3.65, title, fontsize=12, va="center")
        for t in (1, 2, 3):
            x = 1.4 * t - 0.45
            ax.text(x, 0, f"$X_{t}$", ha="center", va="center", fontsize=12)
            ax.text(x, 3.2, f"$O_{t}$", ha="center", va="center", fontsize=12)
    for t in (1, 2, 3):
        x = 1.4 * t - 0.45
        for y, layer in ((1.0, 1), (2.2, 2)):
            box(left, x, y, f"$H_{t}^{{({layer})}}$")
            arrow(left, (x - 1.1, y), (x - 0.31, y), ORANGE)
        arrow(left, (x, 0.22), (x, 0.72))
        arrow(left, (x, 1.28), (x, 1.92))
        arrow(left, (x, 2.48), (x, 2.98))
        box(right, x - 0.34, 1.0, rf"$\overrightarrow{{H}}_{t}$")
        box(right, x + 0.34, 2.2, rf"$\overleftarrow{{H}}_{t}$", BLUE)
        arrow(right, (x - 1.44, 1.0), (x - 0.65, 1.0), ORANGE)
        arrow(right, (x + 1.44, 2.2), (x + 0.65, 2.2), BLUE)
        arrow(right, (x - 0.1, 0.22), (x - 0.34, 0.72))
        arrow(right, (x + 0.1, 0.22), (x + 0.34, 1.92))
        arrow(right, (x - 0.34, 1.28), (x - 0.1, 2.98))
        arrow(right, (x + 0.34, 2.48), (x + 0.1, 2.98))
    left.text(4.3, 1.0, "state", fontsize=9, color=ORANGE, va="center")
    right.text(-0.42, 1.32, "forward", fontsize=9, color=ORANGE, va="center")
    right.text(5.05, 2.6, "backward", fontsize=9, color=BLUE, va="center", ha="center")
    return figure
