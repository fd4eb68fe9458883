"""The way of gradient descent through a narrow valley, with and without momentum."""

from __future__ import annotations

import torch
from matplotlib.figure import Figure

from lessons.drawing import BLUE, INK, ORANGE

NOTEBOOK = "optimization/momentum"
ALT = (
    "Contours of a long narrow valley, twice. On the left, twenty steps of gradient descent: a zigzag between the walls, which ends short "
    "of the minimum. On the right, twenty steps with momentum and the same rate: wide swings at first, then along the valley to the minimum."
)
RATE, MOMENTUM, STEPS = 0.4, 0.5, 20
CURVATURE = torch.tensor([0.2, 4.0])


def draw() -> Figure:
    """f(x) = 0.1 x_1 ** 2 + 2 x_2 ** 2, from (-5, -2)."""
    figure = Figure(figsize=(8, 3.1), layout="constrained")
    x, y = torch.meshgrid(torch.linspace(-5.6, 1.6, 80), torch.linspace(-2.6, 2.6, 80), indexing="xy")
    height = (CURVATURE[0] * x**2 + CURVATURE[1] * y**2) / 2
    cases = ((0.0, "gradient descent"), (MOMENTUM, f"momentum {MOMENTUM}"))
    for ax, (momentum, title) in zip(figure.subplots(1, 2, sharey=True), cases, strict=True):
        ax.contour(x, y, height, levels=[0.05, 0.3, 1, 2.5, 5, 8, 12], colors="#b5b5b5", linewidths=0.8)
        path = _path(momentum)
        ax.plot(path[:, 0], path[:, 1], "o-", color=ORANGE if momentum else BLUE, lw=1.4, ms=3.5)
        ax.plot(0, 0, "+", color=INK, ms=10, mew=1.6)
        ax.set(title=f"{title}, {STEPS} steps, rate {RATE}", xlabel="$x_1$")
        ax.title.set_size(10)
    figure.axes[0].set_ylabel("$x_2$")
    return figure


def _path(momentum: float) -> torch.Tensor:
    """The places after each step, shape (STEPS + 1, 2)."""
    x, v = torch.tensor([-5.0, -2.0]), torch.zeros(2)
    places = [x]
    for _ in range(STEPS):
        v = momentum * v + CURVATURE * x
        x = x - RATE * v
        places.append(x)
    return torch.stack(places)
