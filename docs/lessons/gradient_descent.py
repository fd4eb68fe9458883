"""The slope of a curve by two points: one beside the place, or one on either side."""

from __future__ import annotations

import torch
from matplotlib.figure import Figure

from lessons.drawing import BLUE, INK, ORANGE

NOTEBOOK = "optimization/gradient-descent"
ALT = (
    "Two charts of the curve exp(x), each with its tangent at x = 0 dashed. On the left a line through the curve at 0 and at h = 1 "
    "is clearly steeper than the tangent, 1.72 against 1. On the right a line through the curve at -1 and at 1 is nearly parallel to it, 1.18."
)


def draw() -> Figure:
    """exp at 0 with a step of 1, far too large, so that the difference is seen."""
    figure = Figure(figsize=(8, 3.2), layout="constrained")
    x = torch.linspace(-1.5, 1.5, 100)
    for ax, title, left in zip(figure.subplots(1, 2), ("forward", "central"), (0.0, -1.0), strict=True):
        ends = torch.tensor([left, 1.0])
        slope = ((ends[1].exp() - ends[0].exp()) / (1 - left)).item()
        ax.plot(x, x.exp(), color=INK, lw=1.6)
        ax.plot(x, 1 + x, "--", color=BLUE, lw=1.4, label="tangent, slope 1")
        ax.plot(x, ends[1].exp() + slope * (x - 1), color=ORANGE, lw=1.4, label=f"line, slope {slope:.2f}")
        ax.plot(ends, ends.exp(), "o", color=ORANGE, markersize=6)
        ax.set_title(f"{title} difference of exp(x) at x = 0, h = 1", fontsize=10)
        ax.set(xlabel="x", ylim=(-1, 4.6))
        ax.spines[["top", "right"]].set_visible(False)
        ax.legend(fontsize=9, loc="upper left")
    return figure
