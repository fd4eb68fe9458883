"""Three activation functions and their slopes."""

from __future__ import annotations

import torch
from matplotlib.figure import Figure

from lessons.drawing import BLUE, INK, ORANGE

NOTEBOOK = "multilayer-perceptrons/activations"
ALT = (
    "On the left the graphs of three functions: ReLU is 0 up to x = 0 and rises along a straight line from there; the sigmoid "
    "climbs from 0 to 1, tanh from -1 to 1, both in the shape of an S. On the right their slopes: that of ReLU is 0, "
    "then 1; those of the sigmoid and of tanh are bells with the heights 1/4 and 1."
)


def draw() -> Figure:
    """Functions on the left, slopes on the right."""
    figure = Figure(figsize=(8, 3), layout="constrained")
    left, right = figure.subplots(1, 2)
    x = torch.linspace(-4, 4, 401, dtype=torch.float64)
    curves = (
        ("ReLU", torch.relu, INK, "-"),
        ("sigmoid", torch.sigmoid, ORANGE, "--"),
        ("tanh", torch.tanh, BLUE, "-."),
    )
    for name, function, colour, style in curves:
        left.plot(x, function(x), style, color=colour, lw=1.6, label=name)
        if name == "ReLU":  # its slope jumps
            right.plot([-4, 0], [0, 0], style, color=colour, lw=1.6, label=name)
            right.plot([0, 4], [1, 1], style, color=colour, lw=1.6)
            right.plot([0], [0], "o", color=colour, markersize=4)
        else:
            (slope,) = torch.autograd.grad(function(at := x.clone().requires_grad_()).sum(), at)
            right.plot(x, slope, style, color=colour, lw=1.6, label=name)
    left.set(xlabel="x", title="the functions", ylim=(-1.2, 2.2))
    right.set(xlabel="x", title="their slopes", ylim=(-0.1, 1.2))
    for ax in (left, right):
        ax.grid(alpha=0.25)
        ax.legend(fontsize=9)
    return figure
