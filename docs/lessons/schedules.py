"""Two schedules of the learning rate: a factor down to a bound, and a warm-up before a cosine."""

from __future__ import annotations

import torch
from matplotlib.figure import Figure

from lessons.drawing import BLUE, INK, ORANGE

NOTEBOOK = "optimization/schedules"
ALT = (
    "Two charts of a learning rate over time. On the left dots that fall quickly at first and ever more slowly, down to a dashed lower "
    "bound. On the right a line that rises to 1 at step 4, half a wave of the cosine that falls from there to 0.2 at step 16, and then "
    "a constant 0.2; the three parts are called warm-up, wave and final rate."
)
FACTOR, BOUND = 0.8, 0.1
WARM, END, STOP, FINAL = 4, 16, 20, 0.2


def draw() -> Figure:
    """Rates from 1, of the first sixteen calls, and over twenty steps."""
    figure = Figure(figsize=(8, 3.1), layout="constrained")
    left, right = figure.subplots(1, 2)
    calls = torch.arange(1, 17)
    left.plot(calls, (FACTOR**calls).clamp(min=BOUND), "o", color=BLUE, ms=4.5)
    left.axhline(BOUND, color=INK, lw=0.9, ls="--")
    left.text(1, BOUND - 0.03, "lower bound", va="top", fontsize=9)
    left.set(
        xlabel="call", ylabel="rate", title=f"times {FACTOR} in every call", ylim=(0, 1.12), xticks=range(0, 17, 4)
    )
    rising, falling = torch.linspace(0, WARM, 2), torch.linspace(WARM, END, 80)
    wave = FINAL + (1 - FINAL) * (1 + torch.cos(torch.pi * (falling - WARM) / (END - WARM))) / 2
    right.plot(rising, rising / WARM, color=BLUE, lw=1.8)
    right.plot(falling, wave, color=ORANGE, lw=1.8)
    right.plot([END, STOP], [FINAL, FINAL], color=INK, lw=1.8)
    for x in (WARM, END):
        right.axvline(x, color="#bbbbbb", lw=0.8, ls=":")
    for x, name in ((WARM / 2, "warm-up"), ((WARM + END) / 2, "wave"), ((END + STOP) / 2, "final rate")):
        right.text(x, 1.04, name, ha="center", fontsize=9)
    right.set(
        xlabel="time", title="a warm-up, then a cosine", ylim=(0, 1.12), xlim=(0, STOP), xticks=range(0, STOP + 1, 4)
    )
    for ax in (left, right):
        ax.title.set_size(10)
        ax.spines[["top", "right"]].set_visible(False)
    return figure
