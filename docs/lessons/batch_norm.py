"""Which values are normalised together."""

from __future__ import annotations

import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lessons.drawing import BLUE, grid

NOTEBOOK = "convolutional-modern/batch-norm"
ALT = (
    "On the left, a batch of four vectors with three features; one column of the table is marked: one mean, one variance. "
    "On the right, a batch of three images with two channels of 3 x 4 pixels; the second channel of all three images is "
    "marked as a whole: again one mean, one variance."
)


def draw() -> Figure:
    """Vectors on the left, images on the right."""
    figure = Figure(figsize=(8, 3.2))
    vectors, images = figure.add_axes((0.03, 0.12, 0.3, 0.72)), figure.add_axes((0.38, 0.12, 0.61, 0.72))
    values = torch.tensor([[2, 1, 0], [4, 3, 9], [1, 5, 3], [5, 7, 4]])
    grid(vectors, values, lambda a, b: b == 1)
    vectors.add_patch(Rectangle((1, 0), 1, 4, fill=False, edgecolor=BLUE, lw=2.5))
    vectors.set_title("vectors (N, F): a column", fontsize=10)
    for example in range(3):
        for channel in range(2):
            _channel(images, 5.2 * example + 0.9 * (1 - channel), 1.2 * (1 - channel), marked=channel == 1)
        images.text(5.2 * example + 2.4, -0.6, f"image {example}", ha="center", fontsize=9)
    images.set(xlim=(-0.2, 15.6), ylim=(-1.1, 4.6), aspect="equal")
    images.set_axis_off()
    images.set_title("images (N, C, H, W): one channel, at all places of all images", fontsize=10)
    for ax, m in ((vectors, "m = N = 4 values"), (images, "m = N · H · W = 3 · 3 · 4 = 36 values")):
        ax.text(0.5, -0.08, f"marked: {m}", ha="center", fontsize=9, transform=ax.transAxes)
    return figure


def _channel(ax: Axes, x: float, y: float, marked: bool) -> None:
    """3 x 4 pixels with their lower left corner at (x, y)."""
    for a in range(3):
        for b in range(4):
            colour = "#fde6d3" if marked else "white"
            ax.add_patch(Rectangle((x + b, y + a), 1, 1, facecolor=colour, edgecolor="#888888", lw=0.8))
    if marked:
        ax.add_patch(Rectangle((x, y), 4, 3, fill=False, edgecolor=BLUE, lw=2.5))
