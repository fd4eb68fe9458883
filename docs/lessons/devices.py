"""A CPU and two accelerators with tensors, and what may be multiplied."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from lessons.drawing import BLUE, INK, ORANGE, arrow

NOTEBOOK = "builders-guide/devices"
ALT = (
    "Three places: the CPU, cuda:0 and cuda:1. A tensor X on the CPU is copied to cuda:0 by an arrow. On cuda:0 two tensors are multiplied. A "
    "dashed line between a tensor of cuda:0 and one of cuda:1 is crossed out. Below, try_gpu(0), try_gpu(1) and try_gpu(2) lead to cuda:0, cuda:1 and the CPU."
)


def draw() -> Figure:
    """The places above, who asks below."""
    figure = Figure(figsize=(7.6, 3.7), layout="constrained")
    ax = figure.subplots()
    ax.set(xlim=(0, 10.6), ylim=(-0.4, 4.8), aspect="equal")
    ax.set_axis_off()
    for left, name in ((0.2, "cpu"), (3.8, "cuda:0"), (7.4, "cuda:1")):
        ax.add_patch(FancyBboxPatch((left, 1.5), 2.9, 2.6, "round,pad=0.05", facecolor="none", edgecolor=INK))
        ax.text(left + 1.45, 4.35, name, ha="center", fontsize=11, color=BLUE, family="monospace")
    for x, y, name in ((1.6, 3.3, "X"), (5.2, 3.3, "X"), (4.5, 2.0, "W"), (6.0, 2.0, "X W"), (8.8, 2.0, "V")):
        ax.add_patch(
            FancyBboxPatch((x - 0.35, y - 0.25), 0.7, 0.5, "round,pad=0.05", facecolor="#eef3fa", edgecolor=INK)
        )
        ax.text(x, y, name, ha="center", va="center", fontsize=10)
    arrow(ax, (2.05, 3.3), (4.8, 3.3))
    ax.text(
        3.43, 3.5, "X.to(...)", ha="center", fontsize=9, bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5}
    )
    arrow(ax, (5.3, 3.0), (5.85, 2.33))
    arrow(ax, (4.92, 2.0), (5.58, 2.0))
    ax.plot([6.45, 8.4], [2.0, 2.0], ls="--", color=ORANGE, lw=1.4)
    ax.text(7.12, 2.0, "×", ha="center", va="center", fontsize=20, color=ORANGE)
    for x, number in ((1.65, 2), (5.25, 0), (8.85, 1)):
        ax.text(x, 0.3, f"try_gpu({number})", ha="center", fontsize=10, family="monospace")
        arrow(ax, (x, 0.7), (x, 1.4))
    return figure
