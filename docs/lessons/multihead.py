"""How the features of two tokens are shared out to two heads, and come together again."""

from __future__ import annotations

import torch
from matplotlib.figure import Figure

from lessons.drawing import arrow, grid

NOTEBOOK = "attention/multihead"
ALT = (
    "From left to right: a table with the rows 1, 2, 3, 4 and 5, 6, 7, 8, whose first two columns are shaded. Arrows lead to two tables, head 1 "
    "above with the rows 1, 2 and 5, 6, shaded, and head 2 below with the rows 3, 4 and 7, 8. An arrow from each, with the word attention, leads "
    "to a table of the same form as the first, in which the results of the two heads stand side by side."
)


def draw() -> Figure:
    """The worked example of transpose_qkv, and what follows."""
    figure = Figure(figsize=(8.4, 3.0))
    canvas = figure.add_axes((0, 0, 1, 1))
    canvas.set(xlim=(0, 1), ylim=(0, 1))
    canvas.set_axis_off()
    X = torch.arange(1.0, 9.0).reshape(2, 4)
    tables = (
        ((0.03, 0.3, 0.24, 0.36), "X: 2 tokens, 4 features", X, lambda a, b: b < 2, "{:g}".format),
        ((0.4, 0.56, 0.13, 0.32), "head 1", X[:, :2], lambda a, b: True, "{:g}".format),
        ((0.4, 0.08, 0.13, 0.32), "head 2", X[:, 2:], lambda a, b: False, "{:g}".format),
        ((0.73, 0.3, 0.24, 0.36), "side by side again", X, lambda a, b: b < 2, lambda n: ""),
    )
    for place, title, numbers, marked, label in tables:
        ax = figure.add_axes(place)
        grid(ax, numbers, marked, label=label)
        ax.set_title(title, fontsize=10)
    for height, towards in ((0.72, 0.56), (0.24, 0.4)):
        arrow(canvas, (0.28, towards), (0.395, height))
        arrow(canvas, (0.535, height), (0.725, towards))
    canvas.text(0.635, 0.72, "attention", ha="center", fontsize=9)
    canvas.text(0.635, 0.22, "attention", ha="center", fontsize=9)
    return figure
