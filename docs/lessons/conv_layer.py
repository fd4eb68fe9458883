"""A kernel that is learnt from an image and what an unknown kernel made of it."""

from __future__ import annotations

import torch
from matplotlib.figure import Figure

from lessons.drawing import BLUE, INK, ORANGE, arrow, grid

NOTEBOOK = "convolutional-neural-networks/conv-layer"
ALT = (
    "On the left, an image of ones with a bar of zeros in the middle. An arrow leads through a box, the layer with its kernel and bias, to its prediction, "
    "and this is compared with the target on the right, which is 1 and -1 at the two edges. A dashed arrow leads back from the comparison to the kernel. Below, "
    "the kernel and the bias after 0, 10 and 100 steps."
)
STEPS = (0, 10, 100)


def draw() -> Figure:
    """Above, what goes where; below, three stages of the kernel."""
    figure = Figure(figsize=(8, 3.9))
    canvas = figure.add_axes((0, 0, 1, 1))
    canvas.set(xlim=(0, 8), ylim=(0, 3.9))
    canvas.set_axis_off()
    X = torch.ones(3, 8)
    X[:, 2:6] = 0
    Y = X[:, :-1] - X[:, 1:]
    for numbers, x, width, name in ((X, 0.3, 2.4, "image X"), (Y, 5.6, 2.1, "target Y")):
        ax = figure.add_axes((x / 8, 2.3 / 3.9, width / 8, 0.9 / 3.9))
        grid(ax, numbers, lambda a, b, n=numbers: bool(n[a, b] == 0) == (n is X), label=lambda value: f"{value:g}")
        for text in ax.texts:
            text.set_fontsize(9)
        canvas.text(x + width / 2, 3.3, name, ha="center", fontsize=10, color=INK)
    arrow(canvas, (2.8, 2.75), (3.25, 2.75))
    canvas.text(
        3.9,
        2.75,
        "kernel,\nbias",
        ha="center",
        va="center",
        fontsize=10,
        color=ORANGE,
        bbox={"boxstyle": "round,pad=0.5", "fc": "#fde6d3", "ec": ORANGE},
    )
    arrow(canvas, (4.5, 2.75), (5.45, 2.75))
    canvas.text(4.97, 2.87, "compare", ha="center", fontsize=9, color=INK)
    canvas.annotate(
        "",
        (3.9, 2.35),
        (5.0, 2.65),
        arrowprops={"arrowstyle": "-|>", "color": BLUE, "ls": "--", "lw": 1.4, "connectionstyle": "arc3,rad=-0.35"},
    )
    canvas.text(4.95, 2.1, "gradient", ha="center", fontsize=9, color=BLUE)
    for place, (step, kernel, bias) in enumerate(_stages(X, Y)):
        x = 0.9 + 2.4 * place
        ax = figure.add_axes((x / 8, 0.75 / 3.9, 1.5 / 8, 0.75 / 3.9))
        grid(ax, kernel, lambda a, b: True, label=lambda value: f"{value + 0.0:.2f}")
        canvas.text(x + 0.75, 1.55, f"after {step} steps", ha="center", fontsize=10, color=INK)
        canvas.text(x + 0.75, 0.5, f"bias {round(bias, 2) + 0.0:.2f}", ha="center", fontsize=10, color=ORANGE)
        if place:
            arrow(canvas, (x - 0.7, 1.12), (x - 0.15, 1.12))
    return figure


def _stages(X: torch.Tensor, Y: torch.Tensor) -> list[tuple[int, torch.Tensor, float]]:
    """(step, kernel, bias) of gradient descent on the mean squared error."""
    kernel, bias = torch.tensor([[0.3, 0.4]], requires_grad=True), torch.zeros(1, requires_grad=True)
    found = []
    for step in range(max(STEPS) + 1):
        if step in STEPS:
            found.append((step, kernel.detach().clone(), bias.item()))
        loss = ((X.unfold(1, 2, 1) * kernel[0]).sum(dim=2) + bias - Y).square().mean()
        for parameter, gradient in zip((kernel, bias), torch.autograd.grad(loss, [kernel, bias]), strict=True):
            parameter.data -= 0.5 * gradient
    return found
