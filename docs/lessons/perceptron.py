"""Three examples, and the line after 1, 2, 3 and 6 corrections."""

from __future__ import annotations

import torch
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from lessons.drawing import BLUE, INK, ORANGE

NOTEBOOK = "linear-networks/perceptron"
ALT = (
    "Four panels with the same three examples, two of the class +1 and one of the class -1, and a line between two sides, after 1, 2, 3 and "
    "6 corrections. Examples on the wrong side have a ring: one in the first panel, one on the line in the second, one in the third, none in the last."
)


def draw() -> Figure:
    """The worked example, as it is corrected."""
    X, y = torch.tensor([[2.0, 1.0], [1.0, 3.0], [0.0, 1.0]]), torch.tensor([1, 1, -1])
    w, b, count, shown = torch.zeros(2), torch.tensor(0.0), 0, {}
    for _ in range(5):
        for x_i, y_i in zip(X, y, strict=True):
            if y_i * (w @ x_i + b) <= 0:
                w, b, count = w + y_i * x_i, b + y_i, count + 1
                shown[count] = w, b
    figure = Figure(figsize=(8.4, 2.6), layout="constrained")
    for ax, number in zip(figure.subplots(1, 4), (1, 2, 3, 6), strict=True):
        w, b = shown[number]
        ax.set(xlim=(-1, 3), ylim=(0, 4), aspect="equal", xticks=[0, 1, 2], yticks=[1, 2, 3])
        ax.set_xlabel("$x_1$", fontsize=9)
        ax.set_ylabel("$x_2$", fontsize=9, rotation=0, labelpad=9)
        ax.set_title(f"{number} correction{'s' if number > 1 else ''}", fontsize=10)
        grid = torch.stack(torch.meshgrid(torch.linspace(-1, 3, 81), torch.linspace(0, 4, 81), indexing="xy"), dim=-1)
        scores = grid @ w + b
        ax.contourf(grid[..., 0], grid[..., 1], scores, levels=[-100, 0, 100], colors=["#fde6d3", "#dfe9f5"])
        ax.contour(grid[..., 0], grid[..., 1], scores, levels=[0], colors=[INK], linewidths=1.4)
        for x_i, y_i in zip(X, y, strict=True):
            place, plus = (x_i[0].item(), x_i[1].item()), y_i > 0
            ax.plot(*place, "P" if plus else "s", color=BLUE if plus else ORANGE, ms=8)
            if y_i * (w @ x_i + b) <= 0:
                ax.add_patch(Circle(place, 0.38, fill=False, edgecolor=INK, lw=1.6))
    return figure
