"""A network, its file, and two networks that load it."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from lessons.drawing import BLUE, INK, ORANGE, arrow

NOTEBOOK = "builders-guide/files"
ALT = (
    "On the left, a network with three named tensors. An arrow leads to a file with the names and their numbers. From it one arrow leads to a "
    "network with the same names and shapes, which takes all three; another, crossed out, to a network with other shapes, which takes none."
)
NAMES = ("0.weight", "0.bias", "1.running_mean")


def draw() -> Figure:
    """Saving to the right, loading above and below."""
    figure = Figure(figsize=(8.4, 3.6), layout="constrained")
    ax = figure.subplots()
    ax.set(xlim=(0, 12), ylim=(-0.2, 5.1), aspect="equal")
    ax.set_axis_off()
    shapes, others = ("(2, 1)", "(2,)", "(2,)"), ("(3, 1)", "(3,)", "(3,)")
    _table(ax, 0.2, 1.5, "net", shapes, BLUE)
    _table(ax, 4.4, 1.5, "file", ("3, 3", "4, 4", "5, 5"), INK)
    _table(ax, 8.6, 2.9, "takes all three", shapes, BLUE)
    _table(ax, 8.6, 0.1, "takes none", others, ORANGE)
    arrow(ax, (3.6, 2.3), (4.3, 2.3))
    arrow(ax, (7.8, 2.7), (8.5, 3.5))
    arrow(ax, (7.8, 1.9), (8.5, 1.1), ORANGE)
    ax.text(8.15, 1.5, "×", ha="center", va="center", fontsize=22, color=ORANGE)
    return figure


def _table(ax, x: float, y: float, title: str, values: tuple[str, ...], colour: str) -> None:  # type: ignore[no-untyped-def]
    ax.add_patch(FancyBboxPatch((x, y), 3.3, 1.6, "round,pad=0.05", facecolor="#eef3fa", edgecolor=colour))
    ax.text(x + 1.65, y + 1.75, title, ha="center", fontsize=10, color=colour)
    for row, (name, value) in enumerate(zip(NAMES, values, strict=True)):
        ax.text(x + 0.12, y + 1.3 - 0.5 * row, name, va="center", fontsize=9)
        ax.text(x + 3.2, y + 1.3 - 0.5 * row, value, va="center", ha="right", fontsize=9)
