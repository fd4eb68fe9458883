"""A function that is called with every module, and a layer that stands in two places."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from lessons.drawing import BLUE, INK, ORANGE, arrow

NOTEBOOK = "builders-guide/parameters"
ALT = (
    "Above, the modules of a network: Linear, ReLU, Conv2d, Linear. A function gets all of them; the two linear layers are marked as changed, the "
    "others as left alone. Below, a row of layers from 4 inputs to 1 output, of which two places lead to one box with the shared parameters."
)


def draw() -> Figure:
    """apply above, sharing below."""
    figure = Figure(figsize=(7.6, 4.4), layout="constrained")
    ax = figure.subplots()
    ax.set(xlim=(0, 10.6), ylim=(-0.6, 5.6), aspect="equal")
    ax.set_axis_off()
    ax.text(0.1, 4.9, "net.apply(f)", fontsize=10, va="center", family="monospace")
    for x, name in ((3.0, "Linear"), (5.0, "ReLU"), (7.0, "Conv2d"), (9.0, "Linear")):
        linear = name == "Linear"
        _box(ax, x, 4.9, name, "#fde6d3" if linear else "#eef3fa")
        arrow(ax, (x, 4.55), (x, 4.05), ORANGE if linear else INK)
        ax.text(
            x,
            3.8,
            "new numbers" if linear else "left alone",
            ha="center",
            va="center",
            fontsize=9,
            color=ORANGE if linear else INK,
        )
    ax.plot([0.1, 10.5], [3.3, 3.3], color="#bbbbbb", lw=1)
    names = ("4 to h", "ReLU", "shared", "ReLU", "shared", "ReLU", "h to 1")
    for place, name in enumerate(names):
        x = 0.95 + 1.45 * place
        _box(ax, x, 2.4, name, "#fde6d3" if name == "shared" else "#eef3fa", 1.05)
        if place:
            arrow(ax, (x - 0.88, 2.4), (x - 0.57, 2.4))
        if name == "shared":
            arrow(ax, (5.3 + (x - 5.3) * 0.3, 0.75), (x, 2.05), ORANGE)
    _box(ax, 5.3, 0.4, "one weight and one bias", "#fde6d3", 3.6)
    ax.text(5.3, -0.35, "their gradient: the sum of both places", ha="center", fontsize=9, color=BLUE)
    return figure


def _box(ax, x: float, y: float, text: str, colour: str, width: float = 1.3) -> None:  # type: ignore[no-untyped-def]
    ax.add_patch(
        FancyBboxPatch((x - width / 2, y - 0.25), width, 0.5, "round,pad=0.05", facecolor=colour, edgecolor=INK)
    )
    ax.text(x, y, text, ha="center", va="center", fontsize=9)
