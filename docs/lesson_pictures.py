"""The pictures that stand in lessons before the work: `python docs/lesson_pictures.py` draws them into solutions/.

They are attachments of Markdown cells, so that neither a learner's kernel nor grading spends time on them. Each has its
own white ground, and is readable on a dark page too.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from pathlib import Path

import nbformat
import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch, Rectangle

SOLUTIONS = Path(__file__).parents[1] / "solutions"
INK, BLUE, ORANGE = "#222222", "#1f5fa8", "#c75b12"


def _arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float], colour: str = INK) -> None:
    ax.annotate(
        "", end, start, arrowprops={"arrowstyle": "-|>", "color": colour, "lw": 1.4, "shrinkA": 0, "shrinkB": 0}
    )


def _line(ax: Axes, *points: tuple[float, float], colour: str = INK) -> None:
    ax.plot(*zip(*points, strict=True), color=colour, lw=1.4, solid_capstyle="round")


def _sign(ax: Axes, place: tuple[float, float], sign: str, colour: str = INK) -> None:
    ax.add_patch(Circle(place, 0.2, facecolor="white", edgecolor=colour, lw=1.4, zorder=3))
    ax.text(*place, sign, ha="center", va="center", color=colour, fontsize=11, zorder=4)


def _layer(ax: Axes, x: float, name: str, function: str) -> None:
    box = FancyBboxPatch((x - 0.42, 1.0), 0.84, 0.5, "round,pad=0.02", facecolor="#eef3fa", edgecolor=INK, zorder=3)
    ax.add_patch(box)
    ax.text(x, 1.25, function, ha="center", va="center", fontsize=10, zorder=4)
    ax.text(x - 0.1, 1.68, name, ha="right", va="center", fontsize=11, color=BLUE)


def lstm() -> Figure:
    """One LSTM cell: the memory's straight way along the top, and the four layers that act on it."""
    figure = Figure(figsize=(7, 3.4))
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, 9), ylim=(-0.15, 4.25))
    ax.set_axis_off()
    ax.add_patch(
        FancyBboxPatch((1.1, 0.35), 6.7, 3.4, "round,pad=0.1", facecolor="#fafafa", edgecolor="#999999", zorder=0)
    )
    top = 3.2
    _arrow(ax, (0.3, top), (8.7, top), ORANGE)
    ax.text(0.25, top + 0.25, "C", fontsize=12, color=ORANGE)
    ax.text(8.35, top + 0.25, "new C", fontsize=12, color=ORANGE, ha="center")
    _line(ax, (0.3, 0.6), (6.1, 0.6))  # H and X reach every layer
    ax.text(0.25, 0.75, "H", fontsize=12)
    _line(ax, (1.6, -0.05), (1.6, 0.6))
    ax.text(1.7, -0.05, "X", fontsize=12)
    for x, name, function in ((2.3, "F", "sigmoid"), (3.5, "I", "sigmoid"), (4.7, "C̃", "tanh"), (6.1, "O", "sigmoid")):
        _arrow(ax, (x, 0.6), (x, 0.98))
        _layer(ax, x, name, function)
    _arrow(ax, (2.3, 1.52), (2.3, top - 0.2))
    _sign(ax, (2.3, top), "×", ORANGE)
    _line(ax, (3.5, 1.52), (3.5, 2.25), (4.5, 2.25))
    _arrow(ax, (4.3, 2.25), (4.5, 2.25))
    _arrow(ax, (4.7, 1.52), (4.7, 2.05))
    _sign(ax, (4.7, 2.25), "×")
    _arrow(ax, (4.7, 2.45), (4.7, top - 0.2))
    _sign(ax, (4.7, top), "+", ORANGE)
    _line(ax, (7.1, top), (7.1, 2.9))
    ax.text(7.1, 2.72, "tanh", ha="center", va="center", fontsize=10)
    _arrow(ax, (7.1, 2.55), (7.1, 2.05))
    _line(ax, (6.1, 1.52), (6.1, 1.85), (6.9, 1.85))
    _arrow(ax, (6.7, 1.85), (6.9, 1.85))
    _sign(ax, (7.1, 1.85), "×")
    _line(ax, (7.1, 1.65), (7.1, 0.6))
    _arrow(ax, (7.1, 0.6), (8.7, 0.6))
    ax.text(8.35, 0.75, "new H", fontsize=12, ha="center")
    return figure


def window() -> Figure:
    """A kernel of 2 x 2 on an image of 3 x 4, at three of its six places, with the result so far."""
    figure = Figure(figsize=(7, 3.4))
    X, K = torch.arange(12).reshape(3, 4), torch.tensor([[0, 1], [2, 3]])
    Y = X.unfold(0, 2, 1).unfold(1, 2, 1).mul(K).sum((2, 3))
    for column, (i, j) in enumerate(((0, 0), (0, 1), (1, 2))):
        image, result = (figure.add_axes((0.03 + 0.33 * column, y, 0.28, h)) for y, h in ((0.47, 0.42), (0.04, 0.28)))
        _grid(image, X, lambda a, b, i=i, j=j: i <= a < i + 2 and j <= b < j + 2)
        image.add_patch(Rectangle((j, i), 2, 2, fill=False, edgecolor=ORANGE, lw=2.5))
        for a in range(2):
            for b in range(2):
                image.text(j + b + 0.93, i + a + 0.9, f"×{K[a, b]}", ha="right", fontsize=8, color=ORANGE)
        image.set_title(f"window at row {i}, column {j}", fontsize=10)
        done = i * Y.shape[1] + j
        _grid(result, Y, lambda a, b, i=i, j=j: (a, b) == (i, j), shown=lambda a, b, d=done: a * 3 + b <= d)
        terms = " + ".join(f"{X[i + a, j + b]}·{K[a, b]}" for a in range(2) for b in range(2))
        result.set_title(f"{terms} = {Y[i, j]}", fontsize=9)
    return figure


def _grid(
    ax: Axes,
    numbers: torch.Tensor,
    marked: Callable[[int, int], bool],
    shown: Callable[[int, int], bool] = lambda a, b: True,
) -> None:
    height, width = numbers.shape
    ax.set(xlim=(-0.05, width + 0.05), ylim=(height + 0.05, -0.05), aspect="equal")
    ax.set_axis_off()
    for a in range(height):
        for b in range(width):
            colour = "#fde6d3" if marked(a, b) else "white"
            ax.add_patch(Rectangle((b, a), 1, 1, facecolor=colour, edgecolor="#888888", lw=0.8))
            if shown(a, b):
                ax.text(b + 0.42, a + 0.5, str(int(numbers[a, b])), ha="center", va="center", fontsize=11)


def paths() -> Figure:
    """Gradient descent and Adam from one start, on the contours of a bowl that is 25 times as steep in one direction."""
    figure = Figure(figsize=(7, 3.2), layout="constrained")
    ax = figure.subplots()
    x, y = torch.meshgrid(torch.linspace(-4.5, 1, 200), torch.linspace(-1.6, 1.9, 200), indexing="xy")
    loss = (x**2 + 25 * y**2) / 2
    ax.contour(x, y, loss, levels=[0.3, 1, 2.5, 5, 10, 20, 35], colors="#aaaaaa", linewidths=0.8)
    for name, path, colour, marker in (("gradient descent", _descent(), BLUE, "o"), ("Adam", _adam(), ORANGE, "s")):
        ax.plot(*path.T, color=colour, lw=1.3, marker=marker, markersize=3.5, label=f"{name}, {len(path) - 1} steps")
    ax.plot(0, 0, "*", color=INK, markersize=10)
    ax.set(xlabel="first parameter", ylabel="second parameter")
    ax.legend(loc="upper right", fontsize=9)
    return figure


SCALES = torch.tensor([1.0, 25.0])  # of the bowl in its two directions


def _descent(lr: float = 0.074, steps: int = 30) -> torch.Tensor:
    path = [torch.tensor([-4.0, 1.5])]
    for _ in range(steps):
        path.append(path[-1] - lr * SCALES * path[-1])
    return torch.stack(path)


def _adam(lr: float = 0.3, steps: int = 30) -> torch.Tensor:
    path, v, s = [torch.tensor([-4.0, 1.5])], torch.zeros(2), torch.zeros(2)
    for t in range(1, steps + 1):
        gradient = SCALES * path[-1]
        v, s = 0.9 * v + 0.1 * gradient, 0.999 * s + 0.001 * gradient**2
        path.append(path[-1] - lr * (v / (1 - 0.9**t)) / ((s / (1 - 0.999**t)).sqrt() + 1e-6))
    return torch.stack(path)


def regression() -> Figure:
    """A line with its errors; and the mean loss of all lines, with the way of minibatch gradient descent down to the best."""
    figure = Figure(figsize=(8, 3.4), layout="constrained")
    left, right = figure.subplots(1, 2)
    generator = torch.Generator().manual_seed(5)
    x = torch.linspace(-1.5, 1.5, 7) + 0.15 * torch.randn(7, generator=generator)
    y = 1.5 * x + 1 + 0.9 * torch.randn(7, generator=generator)
    left.plot([-1.9, 1.9], [1.5 * -1.9 + 1, 1.5 * 1.9 + 1], color=BLUE, lw=1.6)
    left.vlines(x, 1.5 * x + 1, y, color=ORANGE, lw=1.6, linestyles="dashed")
    left.plot(x, y, "o", color=INK, markersize=5)
    left.set(xlabel="feature x", ylabel="label y", title="one line: y = w x + b, and its errors")
    w, b = torch.meshgrid(torch.linspace(-1.2, 3.4, 120), torch.linspace(-1.6, 2.6, 120), indexing="xy")
    loss = ((w[..., None] * x + b[..., None] - y) ** 2).mean(dim=-1) / 2
    right.contour(w, b, loss, levels=[0.15, 0.3, 0.6, 1, 1.6, 2.4, 3.4, 4.6], colors="#aaaaaa", linewidths=0.8)
    right.plot(*_minibatch_descent(x, y, generator).T, color=BLUE, lw=1.2, marker="o", markersize=3)
    best = torch.linalg.lstsq(torch.stack([x, torch.ones_like(x)], dim=1), y[:, None]).solution
    right.plot(*best, "*", color=ORANGE, markersize=11)
    right.set(xlabel="weight w", ylabel="bias b", title="all lines: their mean loss, and training")
    return figure


def _minibatch_descent(
    x: torch.Tensor, y: torch.Tensor, generator: torch.Generator, lr: float = 0.2, steps: int = 22
) -> torch.Tensor:
    path = [torch.tensor([-0.8, -1.2])]
    for _ in range(steps):
        rows = torch.randperm(len(x), generator=generator)[:2]
        error = path[-1][0] * x[rows] + path[-1][1] - y[rows]
        path.append(path[-1] - lr * torch.stack([(error * x[rows]).mean(), error.mean()]))
    return torch.stack(path)


# Notebook -> the id of the Markdown cell, the file's name, what is seen, and who draws it.
PICTURES: dict[str, tuple[str, str, str, Callable[[], Figure]]] = {
    "linear-networks/linear-regression.ipynb": (
        "regression-picture",
        "regression.png",
        "On the left, seven points and a straight line; dashed segments from each point to the line are its errors. On the right, "
        "contours of the mean loss over weight and bias, and a path of small steps, each a little astray, from the edge to the "
        "minimum.",
        regression,
    ),
    "recurrent-modern/lstm.ipynb": (
        "lstm-picture",
        "lstm.png",
        "One LSTM cell. The memory C runs straight along the top: it is multiplied by F, then I times the candidate is added. "
        "X and H feed the four layers F, I, candidate and O at the bottom; the new H is O times tanh of the new memory.",
        lstm,
    ),
    "convolutional-neural-networks/corr2d.ipynb": (
        "window-picture",
        "window.png",
        "A kernel of 2 x 2 lies on an image of 3 x 4 at three places in turn; below each, the sum of the four products and "
        "where it goes in the result of 2 x 3.",
        window,
    ),
    "optimization/adam.ipynb": (
        "paths-picture",
        "paths.png",
        "Contours of a long narrow valley. Gradient descent jumps from one wall to the other on its way; Adam takes steps of "
        "about equal length in both directions.",
        paths,
    ),
}


def main() -> None:
    """Draws every picture into its cell, which the notebook must have."""
    for notebook, (id, name, alt, draw) in PICTURES.items():
        path = SOLUTIONS / notebook
        nb = nbformat.read(path, as_version=4)
        (cell,) = [cell for cell in nb.cells if cell.id == id]
        file = io.BytesIO()
        draw().savefig(file, format="png", dpi=110, facecolor="white", metadata={"Software": None})
        cell.attachments = {name: {"image/png": base64.b64encode(file.getvalue()).decode()}}
        assert f"![{alt}](attachment:{name})" in cell.source
        nbformat.write(nb, path)


if __name__ == "__main__":
    main()
