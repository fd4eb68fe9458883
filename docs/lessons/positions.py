"""Four features of a position as waves, two fast and two slow, and one position read off them."""

from __future__ import annotations

import torch
from matplotlib.figure import Figure

from lessons.drawing import BLUE, INK, ORANGE

NOTEBOOK = "attention/positions"
ALT = (
    "Four curves under each other over the positions 0 to 24, with a dot at each whole number. The upper two, features 0 and 1, are a sine and a "
    "cosine that turn about four times; the lower two, features 2 and 3, are a sine and a cosine ten times as slow. A dashed line at position "
    "7 crosses all four, and beside each curve stands its height there: 0.66, 0.75, 0.64 and 0.76. These four numbers are the vector of "
    "position 7."
)
AT = 7


def draw() -> Figure:
    """The first four of eight features."""
    figure = Figure(figsize=(8.4, 3.6))
    fine, whole = torch.linspace(0, 24, 400), torch.arange(25.0)
    for row, (rate, wave, name) in enumerate(
        ((1, torch.sin, "sin p"), (1, torch.cos, "cos p"), (10, torch.sin, "sin p/10"), (10, torch.cos, "cos p/10"))
    ):
        ax = figure.add_axes((0.2, 0.77 - 0.2 * row, 0.67, 0.17))
        colour = BLUE if rate == 1 else INK
        ax.plot(fine, wave(fine / rate), color=colour, lw=1.1)
        ax.plot(whole, wave(whole / rate), ".", color=colour, markersize=5)
        ax.axvline(AT, color=ORANGE, linestyle="--", lw=1.2)
        height = float(wave(torch.tensor(AT / rate)))
        ax.plot([AT], [height], "o", color=ORANGE, markersize=7)
        ax.set(xlim=(-0.4, 24.4), ylim=(-1.25, 1.25), yticks=[-1, 1], xticks=[0, AT, 12, 18, 24] if row == 3 else [])
        ax.tick_params(labelsize=8)
        for side in ("top", "right", "bottom"):
            ax.spines[side].set_visible(False)
        ax.text(-0.055, 0.5, f"feature {row}: {name}", transform=ax.transAxes, ha="right", va="center", fontsize=9)
        ax.text(1.02, 0.5, f"{height:.2f}", transform=ax.transAxes, va="center", fontsize=11, color=ORANGE)
    figure.text(0.52, 0.015, "position p", ha="center", fontsize=9)
    figure.text(0.93, 0.945, "at 7", ha="right", fontsize=9, color=ORANGE)
    return figure
