"""A kernel that slides over an image."""

from __future__ import annotations

import torch
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lessons.drawing import ORANGE, grid

NOTEBOOK = "convolutional-neural-networks/corr2d"
ALT = (
    "A kernel of 2 x 2 lies on an image of 3 x 4 at three places in turn; below each, the sum of the four "
    "products and where it goes in the result of 2 x 3."
)


def draw() -> Figure:
    """A kernel of 2 x 2 on an image of 3 x 4, at three of its six places, with the result so far."""
    figure = Figure(figsize=(7, 3.4))
    X, K = torch.arange(12).reshape(3, 4), torch.tensor([[0, 1], [2, 3]])
    Y = X.unfold(0, 2, 1).unfold(1, 2, 1).mul(K).sum((2, 3))
    for column, (i, j) in enumerate(((0, 0), (0, 1), (1, 2))):
        image, result = (figure.add_axes((0.03 + 0.33 * column, y, 0.28, h)) for y, h in ((0.47, 0.42), (0.04, 0.28)))
        grid(image, X, lambda a, b, i=i, j=j: i <= a < i + 2 and j <= b < j + 2, middle=0.42)
        image.add_patch(Rectangle((j, i), 2, 2, fill=False, edgecolor=ORANGE, lw=2.5))
        for a in range(2):
            for b in range(2):
                image.text(j + b + 0.93, i + a + 0.9, f"×{K[a, b]}", ha="right", fontsize=8, color=ORANGE)
        image.set_title(f"window at row {i}, column {j}", fontsize=10)
        done = i * Y.shape[1] + j
        grid(result, Y, lambda a, b, i=i, j=j: (a, b) == (i, j), shown=lambda a, b, d=done: a * 3 + b <= d)
        terms = " + ".join(f"{X[i + a, j + b]}·{K[a, b]}" for a in range(2) for b in range(2))
        result.set_title(f"{terms} = {Y[i, j]}", fontsize=9)
    return figure
