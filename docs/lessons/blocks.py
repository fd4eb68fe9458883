"""The blocks of VGG, NiN and Inception."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from lessons.drawing import BLUE, INK, ORANGE, arrow, line

NOTEBOOK = "convolutional-modern/blocks"
ALT = (
    "Three blocks, which X enters at the bottom. VGG: convolutions of 3 x 3, then max pooling. NiN: one convolution of k x k, then two of 1 x 1. Inception: four "
    "paths side by side, 1 x 1; 1 x 1 and 3 x 3; 1 x 1 and 5 x 5; pooling of 3 x 3 and 1 x 1; above, their channels are joined."
)
PATHS = (("1 x 1",), ("1 x 1", "3 x 3"), ("1 x 1", "5 x 5"), ("max 3 x 3", "1 x 1"))


def draw() -> Figure:
    """From the bottom to the top; pooling is orange."""
    figure = Figure(figsize=(9, 3.6), layout="constrained")
    axes = figure.subplots(1, 3, width_ratios=(1, 1, 3.2))
    for ax, title, boxes in zip(
        axes, ("VGG", "NiN"), (("3 x 3", "3 x 3", "max 2 x 2"), ("k x k", "1 x 1", "1 x 1")), strict=False
    ):
        ax.set(xlim=(-1.2, 1.2), ylim=(-1.1, 5.2))
        ax.set_axis_off()
        ax.set_title(f"{title} block", fontsize=10)
        _row(ax, 0.0, boxes, -0.8, 4.9)
        ax.text(0, -1.05, "X", ha="center", va="center", fontsize=11)
    _inception(axes[2])
    return figure


def _inception(ax: Axes) -> None:
    ax.set(xlim=(-1.2, 7.8), ylim=(-1.1, 5.2))
    ax.set_axis_off()
    ax.set_title("Inception block", fontsize=10)
    ax.text(3.3, -1.05, "X", ha="center", va="center", fontsize=11)
    line(ax, (3.3, -0.8), (3.3, -0.5))
    line(ax, (0, -0.5), (6.6, -0.5))
    for number, boxes in enumerate(PATHS):
        _row(ax, 2.2 * number, boxes, -0.5, 3.6)
    ax.add_patch(FancyBboxPatch((-0.8, 3.65), 8.2, 0.5, "round,pad=0.05", facecolor="white", edgecolor=INK))
    ax.text(3.3, 3.9, "channels, one path after the other", ha="center", va="center", fontsize=8, color=INK)
    arrow(ax, (3.3, 4.2), (3.3, 4.9))


def _row(ax: Axes, x: float, boxes: tuple[str, ...], start: float, end: float) -> None:
    """Boxes above each other, with arrows between them from `start` to `end`."""
    bottom = start
    for number, text in enumerate(boxes):
        middle = 0.5 + 1.5 * number
        arrow(ax, (x, bottom), (x, middle - 0.35))
        pooling = text.startswith("max")
        patch = FancyBboxPatch(
            (x - 0.8, middle - 0.3),
            1.6,
            0.6,
            "round,pad=0.05",
            facecolor="#fde6d3" if pooling else "#eef3fa",
            edgecolor=ORANGE if pooling else BLUE,
        )
        ax.add_patch(patch)
        shown = text if pooling else f"conv {text}\nReLU"
        ax.text(x, middle, shown, ha="center", va="center", fontsize=8, color=INK)
        bottom = middle + 0.35
    arrow(ax, (x, bottom), (x, end))
