"""What the pictures share: colours, arrows, boxes, signs and grids of numbers."""

from __future__ import annotations

from collections.abc import Callable

import torch
from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyBboxPatch, Rectangle

INK, BLUE, ORANGE = "#222222", "#1f5fa8", "#c75b12"


def arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float], colour: str = INK) -> None:
    ax.annotate(
        "", end, start, arrowprops={"arrowstyle": "-|>", "color": colour, "lw": 1.4, "shrinkA": 0, "shrinkB": 0}
    )


def line(ax: Axes, *points: tuple[float, float], colour: str = INK) -> None:
    ax.plot(*zip(*points, strict=True), color=colour, lw=1.4, solid_capstyle="round")


def sign(ax: Axes, place: tuple[float, float], sign: str, colour: str = INK) -> None:
    ax.add_patch(Circle(place, 0.2, facecolor="white", edgecolor=colour, lw=1.4, zorder=3))
    ax.text(*place, sign, ha="center", va="center", color=colour, fontsize=11, zorder=4)


def layer(ax: Axes, x: float, name: str, function: str) -> None:
    box = FancyBboxPatch((x - 0.42, 1.0), 0.84, 0.5, "round,pad=0.02", facecolor="#eef3fa", edgecolor=INK, zorder=3)
    ax.add_patch(box)
    ax.text(x, 1.25, function, ha="center", va="center", fontsize=10, zorder=4)
    ax.text(x - 0.1, 1.68, name, ha="right", va="center", fontsize=11, color=BLUE)


def grid(
    ax: Axes,
    numbers: torch.Tensor,
    marked: Callable[[int, int], bool],
    shown: Callable[[int, int], bool] = lambda a, b: True,
    label: Callable[[float], str] = "{:g}".format,
    middle: float = 0.5,
) -> None:
    """Numbers in boxes of side 1; `middle` is where in its box a number stands, from left to right."""
    height, width = numbers.shape
    ax.set(xlim=(-0.05, width + 0.05), ylim=(height + 0.05, -0.05), aspect="equal")
    ax.set_axis_off()
    for a in range(height):
        for b in range(width):
            colour = "#fde6d3" if marked(a, b) else "white"
            ax.add_patch(Rectangle((b, a), 1, 1, facecolor=colour, edgecolor="#888888", lw=0.8))
            if shown(a, b):
                ax.text(b + middle, a + 0.5, label(numbers[a, b].item()), ha="center", va="center", fontsize=11)
