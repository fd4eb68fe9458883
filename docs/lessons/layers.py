"""A chain of parts, and two ways to keep them."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from lessons.drawing import BLUE, INK, ORANGE, arrow

NOTEBOOK = "builders-guide/layers"
ALT = (
    "Three parts in a row: the number 3 enters, becomes 7, stays 7, becomes 70. Below, on the left, parameters() finds the "
    "parts of a module; on the right, it stops at a plain list and finds none."
)


def draw() -> Figure:
    """The worked example above, what parameters() sees below."""
    figure = Figure(figsize=(7.2, 3.4), layout="constrained")
    ax = figure.subplots()
    ax.set(xlim=(0, 10.3), ylim=(-0.7, 4.4), aspect="equal")
    ax.set_axis_off()
    for x, text in ((2, "2 x + 1"), (5, "ReLU"), (8, "10 x")):
        _box(ax, x, 3.7, text, 1.5)
    for start, number in ((0.1, "3"), (2.9, "7"), (5.9, "7"), (8.9, "70")):
        arrow(ax, (start, 3.7), (start + 1.15 if start > 1 else 1.15, 3.7))
        ax.text(start + 0.55, 4.0, number, ha="center", fontsize=11, color=BLUE)
    for left, title, colour in ((0.4, "parts of the module", BLUE), (5.6, "parts in a plain list", ORANGE)):
        ax.add_patch(FancyBboxPatch((left, 0), 4, 2.2, "round,pad=0.05", facecolor="none", edgecolor=INK))
        ax.text(left + 2, 1.8, title, ha="center", fontsize=10, color=colour)
        for place in range(3):
            _box(ax, left + 0.7 + 1.3 * place, 0.6, f"part {place}", 0.9)
    ax.add_patch(
        FancyBboxPatch((5.75, 0.15), 3.7, 0.9, "square,pad=0.02", facecolor="#00000022", edgecolor=ORANGE, zorder=5)
    )
    ax.text(2.4, -0.45, "parameters() finds all of them", ha="center", fontsize=10)
    ax.text(7.6, -0.45, "parameters() finds nothing", ha="center", fontsize=10)
    return figure


def _box(ax, x: float, y: float, text: str, width: float) -> None:  # type: ignore[no-untyped-def]
    ax.add_patch(
        FancyBboxPatch((x - width / 2, y - 0.25), width, 0.5, "round,pad=0.05", facecolor="#eef3fa", edgecolor=INK)
    )
    ax.text(x, y, text, ha="center", va="center", fontsize=10)
