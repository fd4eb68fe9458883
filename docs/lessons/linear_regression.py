"""A line with its errors, and the way to it."""

from __future__ import annotations

import torch
from matplotlib.figure import Figure

from lessons.drawing import BLUE, INK, ORANGE

NOTEBOOK = "linear-networks/linear-regression"
ALT = (
    "On the left, seven points and a straight line; dashed segments from each point to the line are its "
    "errors. On the right, contours of the mean loss over weight and bias, and a path of small steps, "
    "each a little astray, from the edge to the minimum."
)


def draw() -> Figure:
    """A line with its errors; and the mean loss of all lines, with the way of minibatch gradient descent down to the best."""
    figure = Figure(figsize=(8, 3.4), layout="constrained")
    left, right = figure.subplots(1, 2)
    generator = torch.Generator().manual_seed(5)
    x = torch.linspace(-1.5, 1.5, 7) + 0.15 * torch.randn(7, generator=generator)
    y = 1.5 * x + 1 + 0.9 * torch.randn(7, generator=generator)
    left.plot([-1.9, 1.9], [1.5 * -1.9 + 1, 1.5 * 1.9 + 1], color=BLUE, lw=1.6)
    left.vlines(x, 1.5 * x + 1, y, color=ORANGE, lw=1.6, linestyles="dashed")
    left.plot(x, y, "o", color=INK, markersize=5)
    left.set(xlabel="feature x", ylabel="label y", title="one line: y = w x + b, and its errors")
    w, b = torch.meshgrid(torch.linspace(-1.2, 3.4, 120), torch.linspace(-1.6, 2.6, 120), indexing="xy")
    loss = ((w[..., None] * x + b[..., None] - y) ** 2).mean(dim=-1) / 2
    right.contour(w, b, loss, levels=[0.15, 0.3, 0.6, 1, 1.6, 2.4, 3.4, 4.6], colors="#aaaaaa", linewidths=0.8)
    right.plot(*_minibatch_descent(x, y, generator).T, color=BLUE, lw=1.2, marker="o", markersize=3)
    best = torch.linalg.lstsq(torch.stack([x, torch.ones_like(x)], dim=1), y[:, None]).solution
    right.plot(*best, "*", color=ORANGE, markersize=11)
    right.set(xlabel="weight w", ylabel="bias b", title="all lines: their mean loss, and training")
    return figure


def _minibatch_descent(
    x: torch.Tensor, y: torch.Tensor, generator: torch.Generator, lr: float = 0.2, steps: int = 22
) -> torch.Tensor:
    path = [torch.tensor([-0.8, -1.2])]
    for _ in range(steps):
        rows = torch.randperm(len(x), generator=generator)[:2]
        error = path[-1][0] * x[rows] + path[-1][1] - y[rows]
        path.append(path[-1] - lr * torch.stack([(error * x[rows]).mean(), error.mean()]))
    return torch.stack(path)
