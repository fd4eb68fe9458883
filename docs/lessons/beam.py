"""Two steps of a search: the best first word does not lead to the best sentence."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.patches import Circle

from lessons.drawing import BLUE, INK, ORANGE

NOTEBOOK = "recurrent-modern/beam-search"
ALT = (
    "A tree. From <bos>, A has 0.5, B 0.4 and C 0.1. From A, A has 0.3, B 0.4 and C 0.3, so that A B has 0.20, the greedy path. From B, "
    "A has 0.9, B 0.05 and C 0.05, so that B A has 0.36, the best, which a beam of two finds."
)
FIRST = {"A": 0.5, "B": 0.4, "C": 0.1}
SECOND = {"A": {"A": 0.3, "B": 0.4, "C": 0.3}, "B": {"A": 0.9, "B": 0.05, "C": 0.05}}


def draw() -> Figure:
    """The greedy path in orange, the better one in blue."""
    figure = Figure(figsize=(8, 3.6))
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(-0.6, 9.2), ylim=(-0.3, 6.6))
    ax.set_axis_off()

    def node(x: float, y: float, name: str, colour: str) -> None:
        ax.add_patch(Circle((x, y), 0.3, facecolor="white", edgecolor=colour, lw=1.6, zorder=3))
        ax.text(x, y, name, ha="center", va="center", color=colour, fontsize=11, zorder=4)

    def edge(start: tuple[float, float], end: tuple[float, float], p: float, colour: str) -> None:
        ax.plot(*zip(start, end, strict=True), color=colour, lw=2.2 if colour != INK else 0.9, zorder=1)
        x, y = start[0] + 0.6 * (end[0] - start[0]), start[1] + 0.6 * (end[1] - start[1])
        ax.text(x, y + 0.12, f"{p:g}", fontsize=9, color=colour, ha="center", va="bottom")

    ax.text(0, 3.2, "<bos>", ha="center", va="center", fontsize=11)
    heights = {"A": 5.0, "B": 2.0, "C": 0.2}
    colours = {"A": ORANGE, "B": BLUE, "C": INK}
    for name, p in FIRST.items():
        edge((0.4, 3.2), (3.0, heights[name]), p, colours[name])
        node(3.3, heights[name], name, colours[name])
    best = {("A", "B"): ORANGE, ("B", "A"): BLUE}
    for name, after in SECOND.items():
        for place, (word, p) in enumerate(after.items()):
            colour, y = best.get((name, word), INK), heights[name] + 1.0 - 1.0 * place
            edge((3.6, heights[name]), (6.2, y), p, colour)
            node(6.5, y, word, colour)
            ax.text(6.95, y, f"{FIRST[name] * p:.2f}", va="center", fontsize=10, color=colour)
    ax.text(7.75, 5.0, "greedy", va="center", fontsize=11, color=ORANGE)
    ax.text(7.75, 3.0, "beam of two", va="center", fontsize=11, color=BLUE)
    return figure
