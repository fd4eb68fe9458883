"""Steps of AdaGrad and RMSProp while gradients become smaller."""

from __future__ import annotations

import torch
from matplotlib.figure import Figure

from lessons.drawing import BLUE, INK, ORANGE

NOTEBOOK = "optimization/adaptive"
ALT = (
    "Two charts over 120 steps. On the left the size of the gradients: 1 up to step 60, then 0.2. On the right the length of a step: "
    "AdaGrad's falls from the beginning, and to almost nothing at step 60; RMSProp's settles at the learning rate, drops at "
    "step 60, and comes back up towards the learning rate."
)
RATE, GAMMA, STEPS, CHANGE = 0.1, 0.9, 120, 60


def draw() -> Figure:
    """One parameter whose gradients are 1, and then 0.2."""
    figure = Figure(figsize=(8, 3.1), layout="constrained")
    left, right = figure.subplots(1, 2)
    steps = torch.arange(1, STEPS + 1)
    gradients = torch.where(steps <= CHANGE, 1.0, 0.2)
    left.step(steps, gradients, where="mid", color=INK, lw=1.6)
    left.set(xlabel="step", title="size of the gradient", ylim=(0, 1.15))
    sums, averages, s = gradients.square().cumsum(0), [], torch.tensor(0.0)
    for gradient in gradients:
        s = GAMMA * s + (1 - GAMMA) * gradient**2
        averages.append(s)
    right.plot(steps, RATE * gradients / sums.sqrt(), color=BLUE, lw=1.6, label="AdaGrad")
    right.plot(steps, RATE * gradients / torch.stack(averages).sqrt(), "--", color=ORANGE, lw=1.6, label="RMSProp")
    right.axhline(RATE, color="#999999", lw=0.8, ls=":")
    right.text(STEPS, RATE * 1.04, "learning rate", ha="right", fontsize=9, color=INK)
    right.set(xlabel="step", title="length of the step", ylim=(0, 0.33))
    right.legend(fontsize=9)
    for ax in (left, right):
        ax.title.set_size(10)
        ax.spines[["top", "right"]].set_visible(False)
    return figure
