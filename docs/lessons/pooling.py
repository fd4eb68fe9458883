"""The largest and the mean of each window."""

from __future__ import annotations

import torch
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lessons.drawing import BLUE, INK, ORANGE, arrow, grid

NOTEBOOK = "convolutional-neural-networks/pooling"
ALT = (
    "On the left, an image of 3 x 4 with a window of 2 x 2 at its top left, and a dashed one a column to the right. From it lead two arrows: "
    "above, to the largest number of each window, 2 x 3; below, to the mean of each window. The first number of both is marked."
)


def draw() -> Figure:
    """An image of 3 x 4 and a window of 2 x 2, with both results."""
    figure = Figure(figsize=(7.4, 3.8))
    X = torch.tensor([[0.0, 1.0, 2.0, 9.0], [7.0, 4.0, 5.0, 0.0], [1.0, 8.0, 3.0, 4.0]])
    windows = X.unfold(0, 2, 1).unfold(1, 2, 1)
    canvas = figure.add_axes((0, 0, 1, 1))
    canvas.set(xlim=(0, 1), ylim=(0, 1))
    canvas.set_axis_off()
    image = figure.add_axes((0.04, 0.18, 0.42, 0.6))
    grid(image, X, lambda a, b: a < 2 and b < 2)
    image.add_patch(Rectangle((1.06, 0.06), 1.88, 1.88, fill=False, edgecolor=BLUE, lw=1.6, ls="--"))
    image.add_patch(Rectangle((0, 0), 2, 2, fill=False, edgecolor=ORANGE, lw=2.5))
    image.set_title("image, window of 2 x 2", fontsize=10)
    results = (
        (windows.amax(dim=(2, 3)), 0.56, "the largest number of each window"),
        (windows.mean(dim=(2, 3)), 0.1, "the mean of each window"),
    )
    for numbers, y, title in results:
        ax = figure.add_axes((0.64, y, 0.32, 0.32))
        grid(ax, numbers, lambda a, b: a == 0 and b == 0)
        ax.set_title(title, fontsize=10)
        arrow(canvas, (0.48, 0.48), (0.64, y + 0.16))
    canvas.text(0.545, 0.64, '"max"', ha="right", fontsize=10, color=INK)
    canvas.text(0.545, 0.3, '"avg"', ha="right", fontsize=10, color=INK)
    return figure
