"""From scores to probabilities, in two steps."""

from __future__ import annotations

import math

import torch
from matplotlib.figure import Figure

from lessons.drawing import BLUE, INK, ORANGE

NOTEBOOK = "linear-networks/softmax"
ALT = (
    "Three bar charts side by side, each for three classes. The scores 0, 0.69 and 1.61; their exponentials 1, 2 "
    "and 5; and these divided by their sum, 8: 0.125, 0.25 and 0.625."
)


def draw() -> Figure:
    """The example of the lesson: (0, log 2, log 5)."""
    figure = Figure(figsize=(8, 2.8), layout="constrained")
    scores = torch.tensor([0, math.log(2), math.log(5)])
    steps = (
        ("scores", scores, "{:.2f}", INK),
        ("exponentials: all positive", scores.exp(), "{:.0f}", BLUE),
        ("divided by their sum, 8", scores.softmax(dim=0), "{:g}", ORANGE),
    )
    for ax, (title, heights, form, colour) in zip(figure.subplots(1, 3), steps, strict=True):
        bars = ax.bar(["class 0", "class 1", "class 2"], heights, color=colour, width=0.6)
        ax.bar_label(bars, [form.format(round(height, 3)) for height in heights.tolist()], padding=2)
        ax.set_title(title, fontsize=10)
        ax.set_ylim(0, 1.2 * heights.max().item())
        ax.spines[["top", "right"]].set_visible(False)
    return figure
