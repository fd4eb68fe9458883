"""From a query and keys to scores, weights and a mean of the values."""

from __future__ import annotations

import torch
from matplotlib.figure import Figure

from lessons.drawing import arrow, grid

NOTEBOOK = "attention/scoring"
ALT = (
    "From left to right, with arrows between: the query (2, 0, 0, 0) above three keys of four numbers each, the third of which is shaded as "
    "padding; the scores 0, ln 3 and ln 4; the weights 0.25, 0.75 and 0; and the values 4, 8 and 100, of which the mean with these weights is 7."
)
WORDS = {0.0: "0", 1.0: "ln 3", 2.0: "ln 4"}


def draw() -> Figure:
    """The worked example of the lesson."""
    figure = Figure(figsize=(8.4, 2.9))
    canvas = figure.add_axes((0, 0, 1, 1))
    canvas.set(xlim=(0, 1), ylim=(0, 1))
    canvas.set_axis_off()
    columns = (
        (0.03, 0.3, "keys", torch.tensor([[0.0, 0, 0, 0], [1, 0, 0, 0], [2, 0, 0, 0]]), lambda n: WORDS[n]),
        (0.42, 0.12, "scores", torch.tensor([[0.0], [1.0], [2.0]]), lambda n: WORDS[n]),
        (0.63, 0.12, "weights", torch.tensor([[0.25], [0.75], [0.0]]), "{:g}".format),
        (0.84, 0.12, "values", torch.tensor([[4.0], [8.0], [100.0]]), "{:g}".format),
    )
    query = figure.add_axes((0.03, 0.75, 0.3, 0.17))
    grid(query, torch.tensor([[2.0, 0, 0, 0]]), lambda a, b: False)
    query.set_title("query", fontsize=10)
    for left, width, title, numbers, label in columns:
        ax = figure.add_axes((left, 0.12, width, 0.46))
        grid(ax, numbers, lambda a, b: a == 2, label=label)
        ax.set_title(title, fontsize=10)
    for start, end, words in ((0.34, 0.43, "q · k / √4"), (0.545, 0.64, "softmax"), (0.755, 0.85, "mean")):
        arrow(canvas, (start, 0.35), (end, 0.35))
        canvas.text((start + end) / 2, 0.4, words, ha="center", fontsize=9)
    canvas.text(0.8, 0.04, "result: 0.25 · 4 + 0.75 · 8 = 7", ha="center", fontsize=10)
    canvas.text(0.18, 0.04, "shaded: padding", ha="center", fontsize=9)
    return figure
