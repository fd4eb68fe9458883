"""From a text to its numbers: count the words, list them by frequency, look each one up."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lessons.drawing import BLUE, INK, ORANGE, arrow

NOTEBOOK = "recurrent-neural-networks/text"
ALT = (
    "Top: the words to, be, or, not, to, be in a row of boxes. Middle: the vocabulary, a row of five boxes numbered 0 to 4: unk, "
    "to, be, or, not, with their counts 2, 2, 1 and 1. Bottom: the words again as the numbers 1, 2, 3, 4, 1, 2."
)
WORDS = "to be or not to be".split()


def _row(ax: Axes, y: float, texts: list[str], face: str, colour: str = INK, left: float = 2.0) -> None:
    for i, text in enumerate(texts):
        ax.add_patch(Rectangle((left + i, y), 0.9, 0.6, facecolor=face, edgecolor="#888888", lw=0.8))
        ax.text(left + i + 0.45, y + 0.3, text, ha="center", va="center", fontsize=11, color=colour)


def draw() -> Figure:
    """The example of the lesson."""
    figure = Figure(figsize=(7, 3.1))
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, 9.2), ylim=(-0.2, 3.9))
    ax.set_axis_off()
    counts = {word: WORDS.count(word) for word in dict.fromkeys(WORDS)}
    numbers = {word: number for number, word in enumerate(counts, 1)}
    _row(ax, 3.0, WORDS, "white")
    _row(ax, 1.5, ["<unk>", *counts], "#fde6d3")
    _row(ax, 0.0, [str(numbers[word]) for word in WORDS], "#eef3fa", BLUE)
    for number, count in enumerate([None, *counts.values()]):
        ax.text(2.45 + number, 2.16, str(number), ha="center", va="bottom", fontsize=10, color=BLUE)
        if count is not None:
            ax.text(2.45 + number, 1.42, f"{count} times" if count > 1 else "once", ha="center", va="top", fontsize=8)
    for y, name in ((3.3, "the text"), (1.8, "the vocabulary"), (0.3, "its numbers")):
        ax.text(1.8, y, name, ha="right", va="center", fontsize=11)
    arrow(ax, (8.3, 3.0), (7.05, 1.95), ORANGE)
    ax.text(8.2, 2.35, "count", fontsize=10, color=ORANGE)
    arrow(ax, (7.05, 1.65), (8.3, 0.6), ORANGE)
    ax.text(8.2, 1.1, "look up", fontsize=10, color=ORANGE)
    return figure
