"""The vision transformer: an image is cut into patches, which become a sequence with a class token in front."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle

from lessons.drawing import BLUE, INK, ORANGE, arrow

NOTEBOOK = "attention/vision-transformer"
ALT = (
    "From left to right. An image, cut into two rows of three patches, which are numbered 0 to 5 row by row. An arrow, PatchEmbedding, leads to a column of "
    "seven vectors: a class token, then one for each patch in the order of their numbers; a position is added to each. An arrow leads to a stack of blocks, "
    "ViTBlock, and out of it come seven vectors again. From the first one, the class token, an arrow leads to the scores of the digits."
)
SHADES = ("#dbe6f4", "#f3dcc8", "#cfe5d3", "#e7d6ea", "#f4ecc2", "#d9dde2")


def draw() -> Figure:
    """Left to right: image, sequence, blocks, scores."""
    figure = Figure(figsize=(9.2, 3.4))
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, 13.2), ylim=(-0.25, 4.6), aspect="equal")
    ax.set_axis_off()
    ax.text(1.75, 3.55, "an image", ha="center", fontsize=10, color=INK)
    for number, shade in enumerate(SHADES):
        left, low = 0.25 + number % 3, 2.2 - number // 3
        ax.add_patch(Rectangle((left, low), 1, 1, facecolor=shade, edgecolor=INK, lw=1.2))
        ax.text(left + 0.5, low + 0.5, str(number), ha="center", va="center", fontsize=12)
    arrow(ax, (3.5, 2.2), (5.2, 2.2))
    ax.text(4.3, 2.4, "PatchEmbedding", ha="center", fontsize=9, color=BLUE)
    tokens(ax, 5.45)
    ax.text(6.2, 4.25, "+ positions", ha="center", fontsize=9, color=INK)
    arrow(ax, (7.1, 2.2), (7.75, 2.2))
    for shift in (0.3, 0.15, 0):
        box = FancyBboxPatch(
            (7.85 + shift, 0.55 + shift), 1.5, 3, "round,pad=0.02", facecolor="#eef3fa", edgecolor=INK, zorder=3
        )
        ax.add_patch(box)
    ax.text(8.6, 2.2, "ViTBlock", ha="center", va="center", fontsize=10, color=BLUE, zorder=4)
    ax.text(8.6, 1.7, "each token looks\nat all others", ha="center", va="top", fontsize=8, zorder=4)
    arrow(ax, (9.75, 2.2), (10.3, 2.2))
    tokens(ax, 10.4)
    arrow(ax, (11.95, 3.85), (12.35, 3.85), colour=ORANGE)
    ax.text(12.4, 3.85, "scores", va="center", fontsize=10, color=ORANGE)
    return figure


def tokens(ax: Axes, left: float) -> None:
    """The class token, then one for each patch, from top to bottom."""
    for number, (shade, name) in enumerate(zip(("white", *SHADES), ("class", *"012345"), strict=True)):
        low = 3.62 - 0.58 * number
        ax.add_patch(
            Rectangle((left, low), 1.5, 0.46, facecolor=shade, edgecolor=ORANGE if number == 0 else INK, lw=1.2)
        )
        ax.text(
            left + 0.75, low + 0.23, name, ha="center", va="center", fontsize=10, color=ORANGE if number == 0 else INK
        )
