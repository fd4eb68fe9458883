"""The way of a minibatch through the loop of training."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from lessons.drawing import BLUE, INK, ORANGE, arrow

NOTEBOOK = "linear-networks/softmax-regression"
ALT = (
    "Four boxes in a row: minibatch (X, y), net, loss, record. Arrows lead from the minibatch to the net, from there with the "
    "predictions to the loss, and from the loss to the record. Below, an arrow leads back from the loss over backward, the gradients, "
    "and the optimiser's step to the net."
)


def draw() -> Figure:
    """Forward along the top, back along the bottom."""
    figure = Figure(figsize=(8, 2.6))
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, 11.4), ylim=(0.1, 3.4))
    ax.set_axis_off()
    boxes = (
        (1.2, 2.4, "minibatch\n(X, y)", INK),
        (4.2, 2.4, "net", INK),
        (7.2, 2.4, "loss", INK),
        (10.2, 2.4, "record:\nloss, right, number", INK),
        (7.2, 0.8, "backward", ORANGE),
        (4.2, 0.8, "step", ORANGE),
    )
    for x, y, text, colour in boxes:
        ax.add_patch(
            FancyBboxPatch((x - 0.95, y - 0.35), 1.9, 0.7, "round,pad=0.05", facecolor="#eef3fa", edgecolor=colour)
        )
        ax.text(x, y, text, ha="center", va="center", fontsize=10, color=colour)
    for start, end, text in ((2.25, 3.15, "X"), (5.25, 6.15, "y_hat"), (8.25, 9.15, "")):
        arrow(ax, (start, 2.4), (end, 2.4), BLUE)
        ax.text((start + end) / 2, 2.5, text, ha="center", va="bottom", fontsize=10, color=BLUE)
    arrow(ax, (7.2, 1.98), (7.2, 1.24), ORANGE)
    arrow(ax, (6.15, 0.8), (5.25, 0.8), ORANGE)
    ax.text(5.7, 0.9, "gradients", ha="center", va="bottom", fontsize=9, color=ORANGE)
    arrow(ax, (4.2, 1.22), (4.2, 1.96), ORANGE)
    ax.text(4.1, 1.6, "new parameters", ha="right", va="center", fontsize=9, color=ORANGE)
    ax.plot([1.2, 1.2, 7.0, 7.0], [2.8, 3.15, 3.15, 2.95], color=BLUE, lw=1.4)
    arrow(ax, (7.0, 3.0), (7.0, 2.82), BLUE)
    ax.text(4.2, 3.18, "y", ha="center", va="bottom", fontsize=10, color=BLUE)
    return figure
