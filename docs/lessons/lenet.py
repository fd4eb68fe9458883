"""LeNet: images that become smaller and more, then rows of numbers."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lessons.drawing import BLUE, INK, ORANGE, arrow

NOTEBOOK = "convolutional-neural-networks/lenet"
ALT = (
    "From left to right: one image of 28 x 28; six of 28 x 28; six of 14 x 14; sixteen of 10 x 10; sixteen of 5 x 5; then rows of 400, 120, 84 and 10 "
    "numbers. Arrows between them are labelled with the layers: convolutions with sigmoids, means, flattening, linear layers."
)
# How many images, pixels along a side, and the layer that leads there.
IMAGES = (
    (1, 28, ""),
    (6, 28, "conv 5 x 5\npadding 2\nsigmoid"),
    (6, 14, "means\n2 x 2"),
    (16, 10, "conv 5 x 5\nsigmoid"),
    (16, 5, "means\n2 x 2"),
)
ROWS = ((400, "flatten"), (120, "linear\nsigmoid"), (84, "linear\nsigmoid"), (10, "linear"))
GAP = 23.0


def draw() -> Figure:
    """Each image as a square of its size, each row as a bar."""
    figure = Figure(figsize=(9.5, 2.0), layout="constrained")
    ax = figure.subplots()
    x = 0.0
    for count, side, name in IMAGES:
        if name:
            x = _step(ax, x, name)
        shift = min(1.2, 8.0 / count)
        for number in range(count):
            place = (x + shift * number, -side / 2 + shift * (count / 2 - number))
            ax.add_patch(Rectangle(place, side, side, facecolor="#eef3fa", edgecolor=BLUE, lw=0.9))
        x += side + shift * (count - 1)
        ax.text(
            x - (side + shift * (count - 1)) / 2, -22, f"{count} x {side} x {side}", ha="center", fontsize=8, color=INK
        )
    for count, name in ROWS:
        x = _step(ax, x, name)
        height = 4 + 26 * (count / 400) ** 0.5
        ax.add_patch(Rectangle((x, -height / 2), 1.6, height, facecolor="#fde6d3", edgecolor=ORANGE, lw=0.9))
        x += 1.6
        ax.text(x - 0.8, -22, f"{count}", ha="center", fontsize=8, color=INK)
    ax.set(xlim=(-1, x + 3), ylim=(-25, 27), aspect="equal")
    ax.set_axis_off()
    return figure


def _step(ax, x: float, name: str) -> float:  # type: ignore[no-untyped-def]
    """An arrow from `x` with the layer's name above it; returns where it ends."""
    arrow(ax, (x + 1, 0), (x + GAP - 1, 0))
    ax.text(x + GAP / 2, 2, name, ha="center", va="bottom", fontsize=7, color=INK)
    return x + GAP
