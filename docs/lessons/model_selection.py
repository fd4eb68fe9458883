"""Three polynomials through the same points, and the folds of cross-validation."""

from __future__ import annotations

import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lessons.drawing import BLUE, INK, ORANGE

NOTEBOOK = "multilayer-perceptrons/model-selection"
ALT = (
    "On the left fourteen points and three curves: a straight line that misses their bend, a cubic that follows it, and a polynomial "
    "of degree twelve that swings from point to point. On the right three rows of seven boxes, one row for each fold: in row i "
    "two neighbouring boxes are for validation, four for training, and the seventh is in no fold."
)


def draw() -> Figure:
    """Polynomials on the left, folds on the right."""
    figure = Figure(figsize=(8.4, 3.2), layout="constrained")
    left, right = figure.subplots(1, 2)
    _polynomials(left)
    _folds(right)
    return figure


def _polynomials(ax: Axes) -> None:
    generator = torch.Generator().manual_seed(4)
    x = torch.linspace(-1, 1, 14, dtype=torch.float64)
    y = 2 * x**3 - x + 0.25 * torch.randn(14, generator=generator, dtype=torch.float64)
    line = torch.linspace(-1, 1, 300, dtype=torch.float64)
    for degree, colour, style in ((1, ORANGE, "--"), (3, INK, "-"), (12, BLUE, "-.")):
        powers = torch.arange(degree + 1)
        w = torch.linalg.lstsq(x[:, None] ** powers, y[:, None]).solution
        ax.plot(line, (line[:, None] ** powers @ w)[:, 0], style, color=colour, lw=1.5, label=f"degree {degree}")
    ax.plot(x, y, "o", color=INK, markersize=4)
    ax.set(xlabel="x", ylabel="y", title="three models", ylim=(-2, 2.4), xticks=(-1, -0.5, 0, 0.5, 1))
    ax.legend(fontsize=8, loc="upper left")


def _folds(ax: Axes) -> None:
    ax.set(xlim=(-1.6, 7.1), ylim=(3.9, -0.5), title="seven examples, three folds")
    ax.set_axis_off()
    for i in range(3):
        ax.text(-0.2, i + 0.45, f"i = {i}", ha="right", va="center", fontsize=10)
        for row in range(7):
            valid, left_over = row // 2 == i, row == 6
            colour = "white" if left_over else ("#fde6d3" if valid else "#eef3fa")
            text = "" if left_over else ("valid" if valid else "train")
            style = "dashed" if left_over else "solid"
            ax.add_patch(Rectangle((row, i + 0.1), 0.92, 0.7, facecolor=colour, edgecolor="#555555", linestyle=style))
            ax.text(row + 0.46, i + 0.45, text, ha="center", va="center", fontsize=9)
    for row in range(7):
        ax.text(row + 0.46, 3.25, str(row), ha="center", va="center", fontsize=9)
    ax.text(-0.2, 3.25, "row", ha="right", va="center", fontsize=10)
    ax.text(6.46, 3.65, "no fold", ha="center", va="center", fontsize=9)
