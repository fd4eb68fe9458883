"""Two optimisers in a narrow valley."""

from __future__ import annotations

import torch
from matplotlib.figure import Figure

from lessons.drawing import BLUE, INK, ORANGE

NOTEBOOK = "optimization/adam"
ALT = (
    "Contours of a long narrow valley. Gradient descent jumps from one wall to the other on its way; Adam "
    "takes steps of about equal length in both directions."
)


def draw() -> Figure:
    """Gradient descent and Adam from one start, on the contours of a bowl that is 25 times as steep in one direction."""
    figure = Figure(figsize=(7, 3.2), layout="constrained")
    ax = figure.subplots()
    x, y = torch.meshgrid(torch.linspace(-4.5, 1, 200), torch.linspace(-1.6, 1.9, 200), indexing="xy")
    loss = (x**2 + 25 * y**2) / 2
    ax.contour(x, y, loss, levels=[0.3, 1, 2.5, 5, 10, 20, 35], colors="#aaaaaa", linewidths=0.8)
    for name, path, colour, marker in (("gradient descent", _descent(), BLUE, "o"), ("Adam", _adam(), ORANGE, "s")):
        ax.plot(*path.T, color=colour, lw=1.3, marker=marker, markersize=3.5, label=f"{name}, {len(path) - 1} steps")
    ax.plot(0, 0, "*", color=INK, markersize=10)
    ax.set(xlabel="first parameter", ylabel="second parameter")
    ax.legend(loc="upper right", fontsize=9)
    return figure


SCALES = torch.tensor([1.0, 25.0])  # of the bowl in its two directions


def _descent(lr: float = 0.074, steps: int = 30) -> torch.Tensor:
    path = [torch.tensor([-4.0, 1.5])]
    for _ in range(steps):
        path.append(path[-1] - lr * SCALES * path[-1])
    return torch.stack(path)


def _adam(lr: float = 0.3, steps: int = 30) -> torch.Tensor:
    path, v, s = [torch.tensor([-4.0, 1.5])], torch.zeros(2), torch.zeros(2)
    for t in range(1, steps + 1):
        gradient = SCALES * path[-1]
        v, s = 0.9 * v + 0.1 * gradient, 0.999 * s + 0.001 * gradient**2
        path.append(path[-1] - lr * (v / (1 - 0.9**t)) / ((s / (1 - 0.999**t)).sqrt() + 1e-6))
    return torch.stack(path)
