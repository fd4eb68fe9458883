"""A kernel over a query, and the weighted mean of the labels near it."""

from __future__ import annotations

import torch
from matplotlib.figure import Figure

from lessons.drawing import BLUE, INK, ORANGE

NOTEBOOK = "attention/attention-pooling"
ALT = (
    "Seven examples as dots, each at its place x and at the height of its label y. A dashed line marks a query. Below, a bell-shaped "
    "kernel lies over the query, and a bar under each example shows its weight: large near the query, next to nothing far away. Near "
    "examples are drawn as larger dots. A star on the query's line marks the prediction, the weighted mean of the labels."
)


def draw() -> Figure:
    """One query, and a Gaussian around it."""
    x = torch.tensor([0.3, 1.1, 1.9, 2.6, 3.4, 4.3, 5.2])
    y = torch.tensor([0.6, 1.6, 2.4, 2.1, 1.2, 0.5, 0.9])
    query = 2.2
    kernel = torch.exp(-((x - query) ** 2) / 2 * 2.5)
    weights = kernel / kernel.sum()
    figure = Figure(figsize=(7.2, 3.6))
    above, below = figure.add_axes((0.08, 0.46, 0.9, 0.5)), figure.add_axes((0.08, 0.13, 0.9, 0.28))
    for ax in (above, below):
        ax.set(xlim=(-0.3, 5.7), xticks=[])
        ax.axvline(query, color=ORANGE, linestyle="--", lw=1.2)
        for side in ("top", "right"):
            ax.spines[side].set_visible(False)
    above.scatter(x, y, s=(25 + 500 * weights).tolist(), color=BLUE, zorder=3)
    prediction = float((weights * y).sum())
    above.plot([query], [prediction], "*", color=ORANGE, markersize=16, zorder=4)
    above.annotate(
        "prediction: the weighted mean", (query + 0.08, prediction), (3.3, 2.55), color=INK, fontsize=10, va="center",
        arrowprops={"arrowstyle": "-", "color": "#888888", "lw": 0.8},
    )  # fmt: skip
    above.set(ylim=(0, 3), yticks=[], ylabel="labels y")
    places = torch.linspace(-0.3, 5.7, 200)
    below.plot(places, torch.exp(-((places - query) ** 2) / 2 * 2.5), color="#888888", lw=1.2)
    below.bar(x, kernel, width=0.14, color=BLUE)
    for place, value, weight in zip(x.tolist(), kernel.tolist(), weights.tolist(), strict=True):
        left = place < query
        below.text(
            place + (-0.1 if left else 0.1),
            value + 0.06,
            f"{weight:.2f}",
            ha="right" if left else "left",
            fontsize=9,
            color=INK,
        )
    below.set(ylim=(0, 1.3), yticks=[], ylabel="weights")
    below.text(query, -0.34, "query x", ha="center", color=ORANGE, fontsize=10)
    return figure
