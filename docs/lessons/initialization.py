"""What Xavier initialization draws, and what becomes of a signal with weights of other sizes."""

from __future__ import annotations

import math

import torch
from matplotlib.figure import Figure

from lessons.drawing import BLUE, INK, ORANGE

NOTEBOOK = "multilayer-perceptrons/initialization"
ALT = (
    "On the left two boxes, the densities of uniform distributions from -a to a: that of 50 inputs and 50 outputs is wide and low, "
    "that of 300 inputs and 300 outputs narrow and high. On the right the size of a signal in twenty layers: it stays the same with the right "
    "width, falls to a millionth with half of it, and rises to a million with twice as much."
)


def draw() -> Figure:
    """Densities on the left, signals on the right."""
    figure = Figure(figsize=(8, 3), layout="constrained")
    left, right = figure.subplots(1, 2)
    for fans, colour, style in ((50, BLUE, "-"), (300, ORANGE, "--")):
        a = math.sqrt(6 / (2 * fans))
        label = f"{fans} inputs, {fans} outputs: a = {a:.2f}"
        left.plot([-0.35, -a, -a, a, a, 0.35], [0, 0, 1 / (2 * a), 1 / (2 * a), 0, 0], style, color=colour, label=label)
    left.set(xlabel="weight", ylabel="density", title="what is drawn", ylim=(0, 8))
    left.legend(fontsize=8, loc="upper center")
    styles = ((0.5, "half", ":"), (0.8, "0.8 of it", "-."), (1.0, "the right width", "-"))
    for width, name, style in (*styles, (1.25, "1.25 of it", "-."), (2.0, "twice", ":")):
        colour = INK if width == 1 else (BLUE if width < 1 else ORANGE)
        signal = _signal(width)
        right.semilogy(range(21), signal, style, color=colour, lw=1.5)
        right.text(20.6, signal[-1], name, color=colour, fontsize=8, va="center")
    right.set(xlabel="layer", ylabel="standard deviation", title="a signal in linear layers")
    right.set(xticks=range(0, 21, 5), xlim=(-1, 29))
    right.grid(alpha=0.25)
    return figure


def _signal(width: float) -> list[float]:
    """Its size in each of twenty layers of 100 units."""
    generator = torch.Generator().manual_seed(0)
    X = torch.randn(500, 100, generator=generator, dtype=torch.float64)
    sizes = [X.std().item()]
    for _ in range(20):
        W = (2 * torch.rand(100, 100, generator=generator, dtype=torch.float64) - 1) * math.sqrt(6 / 200)
        X = width * X @ W
        sizes.append(X.std().item())
    return sizes
