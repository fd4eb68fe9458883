"""One example's loss and gradient, and the way of a minibatch through the loop of training."""

from __future__ import annotations

import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from lessons.drawing import BLUE, INK, ORANGE, arrow

NOTEBOOK = "linear-networks/softmax-regression"
ALT = (
    "Top row, three charts. The probabilities of three classes, 0.125, 0.25 and 0.625; class 1, the right one, is marked. The curve "
    "of minus log p from p = 0 to 1, with a point at p = 0.25, loss 1.39. The gradient for the three logits: 0.125, -0.75 and 0.625. "
    "Bottom row, four boxes: minibatch (X, y), net, loss, record. Arrows lead from the minibatch to the net, from there with "
    "the predictions to the loss, and from the loss to the record. Below, an arrow leads back from the loss over backward, the "
    "gradients, and the optimiser's step to the net."
)


def draw() -> Figure:
    """The example of the lesson above, the loop below."""
    figure = Figure(figsize=(8, 5.2))
    places = ((0.06, 0.58, 0.25, 0.33), (0.4, 0.58, 0.25, 0.33), (0.74, 0.58, 0.25, 0.33))
    left, middle, right = (figure.add_axes(place) for place in places)
    probabilities, gradient = torch.tensor([0.125, 0.25, 0.625]), torch.tensor([0.125, -0.75, 0.625])
    _bars(left, probabilities, "probabilities")
    left.set_ylim(0, 0.75)
    p = torch.linspace(0.02, 1, 200)
    middle.plot(p, -p.log(), color=INK, lw=1.4)
    middle.plot([0.25, 0.25, 0], [0, 1.386, 1.386], color=ORANGE, lw=1, ls="dashed")
    middle.plot(0.25, 1.386, "o", color=ORANGE)
    middle.text(0.3, 1.45, "1.39", color=ORANGE, fontsize=10)
    middle.set(xlim=(0, 1), ylim=(0, 4), xlabel="probability of the right class")
    middle.set_title("loss: minus its logarithm", fontsize=10)
    _bars(right, gradient, "gradient for the scores")
    right.set_ylim(-1, 0.85)
    right.axhline(0, color=INK, lw=0.8)
    for ax in (left, middle, right):
        ax.spines[["top", "right"]].set_visible(False)
    _loop(figure.add_axes((0, 0, 1, 0.46)))
    return figure


def _bars(ax: Axes, heights: torch.Tensor, title: str) -> None:
    bars = ax.bar(["class 0", "class 1\n(right)", "class 2"], heights, color=[BLUE, ORANGE, BLUE], width=0.6)
    ax.bar_label(bars, [f"{height:g}" for height in heights.tolist()], padding=2)
    ax.set_title(title, fontsize=10)


def _loop(ax: Axes) -> None:
    """Forward along the top, back along the bottom."""
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
