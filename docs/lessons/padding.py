"""Windows that move by a stride over a padded image."""

from __future__ import annotations

import torch
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lessons.drawing import BLUE, INK, ORANGE, arrow, grid

NOTEBOOK = "convolutional-neural-networks/padding-and-stride"
ALT = (
    "On the left, an image of 3 x 4 within a frame of zeros, and the six places of a window of 2 x 2 on it, three rows and two columns "
    "apart. On the right, the result of 2 x 3, one number for each place. The first two places and their results are marked."
)
PADDING, STRIDE = 1, (3, 2)


def draw() -> Figure:
    """An image of 3 x 4 with a padding of (1, 1), a kernel of 2 x 2, a stride of (3, 2)."""
    figure = Figure(figsize=(7.6, 3.5))
    X, K = torch.arange(1, 13).reshape(3, 4), torch.tensor([[0, 1], [2, 3]])
    padded = torch.nn.functional.pad(X, [PADDING] * 4)
    Y = padded.unfold(0, 2, STRIDE[0]).unfold(1, 2, STRIDE[1]).mul(K).sum((2, 3))
    left, right = figure.add_axes((0.04, 0.03, 0.5, 0.8)), figure.add_axes((0.66, 0.25, 0.3, 0.4))
    grid(left, padded, lambda a, b: False, middle=0.42)
    for a in range(5):
        for b in range(6):
            if not (1 <= a <= 3 and 1 <= b <= 4):
                left.add_patch(Rectangle((b, a), 1, 1, facecolor="#e4e4e4", edgecolor="#888888", lw=0.8))
                left.text(b + 0.42, a + 0.5, "0", ha="center", va="center", fontsize=11, color="#555555")
    for i in range(2):
        for j in range(3):
            marked = (i, j) in ((0, 0), (0, 1))
            corner = (STRIDE[1] * j + 0.06, STRIDE[0] * i + 0.06)
            colour, width, dashes = (ORANGE, 2.6, "-") if marked else (BLUE, 1.6, "--")
            left.add_patch(Rectangle(corner, 1.88, 1.88, fill=False, edgecolor=colour, lw=width, ls=dashes))
    for b, weight in enumerate(K.flatten().tolist()):
        left.text(3.93 - (b % 2 == 0), 0.88 + b // 2, f"×{weight}", ha="right", fontsize=8, color=ORANGE)
    left.set(xlim=(-0.6, 6.6), ylim=(5.5, -0.6))
    arrow(left, (0.1, -0.3), (2.1, -0.3))
    left.text(2.25, -0.3, "stride 2 to the right", va="center", fontsize=9, color=INK)
    arrow(left, (-0.3, 0.1), (-0.3, 3.1))
    left.text(-0.45, 1.6, "stride 3 down", rotation=90, ha="right", va="center", fontsize=9, color=INK)
    left.set_title("image of 3 x 4, padding (1, 1)", fontsize=10)
    grid(right, Y, lambda a, b: a == 0 and b < 2)
    right.set_title("⌊(4 − 2 + 2) / 2⌋ + 1 = 3 columns", fontsize=9)
    right.text(1.5, 2.35, "⌊(3 − 2 + 2) / 3⌋ + 1 = 2 rows", ha="center", fontsize=9, color=INK, clip_on=False)
    return figure
