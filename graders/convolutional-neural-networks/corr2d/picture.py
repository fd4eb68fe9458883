"""corr2d on a small image with edges: what is expected, what came, and their difference, as images with their numbers."""

import torch
from matplotlib.figure import Figure

KERNEL = [[1.0, 0.0, -1.0], [2.0, 1.0, -2.0]]
LARGEST = 9  # rows or columns whose numbers can still be read


def draw(student, reference, rng):
    K = torch.tensor(KERNEL)
    X = rng.integers(0, 2, (5, 7)).float()
    X[1:4, 2:5] += 3  # a bright square
    expected = reference.corr2d(X.clone(), K.clone())
    actual = image(student.corr2d(X.clone(), K.clone()))
    if actual is None or same(actual, expected):
        return None
    comparable = actual.shape == expected.shape
    panels = [("the image X", X, "Greys"), ("expected", expected, "RdBu"), ("actual", actual, "RdBu")]
    if comparable:
        panels.append(("actual - expected", actual - expected, "PuOr"))
    figure = Figure(figsize=(2.1 * len(panels), 2.2), layout="none")
    axes = figure.subplots(1, len(panels), squeeze=False)[0]
    figure.subplots_adjust(left=0.01, right=0.99, top=0.8, bottom=0.12, wspace=0.06)
    for index, (ax, (title, values, colours)) in enumerate(zip(axes, panels, strict=True)):
        show(ax, title, values, colours, expected, marked=index == 3)
    axes[0].set_xlabel("K = [[1, 0, -1], [2, 1, -2]]")
    figure.set_label(in_words(actual, expected))
    return figure


def image(Y):
    """Y as a small float image on the CPU; None for anything that cannot be drawn as one."""
    if (
        not isinstance(Y, torch.Tensor)
        or Y.is_complex()
        or Y.ndim != 2
        or not 0 < min(Y.shape) <= max(Y.shape) <= LARGEST
    ):
        return None
    return Y.detach().cpu().float()


def same(actual, expected):
    return actual.shape == expected.shape and bool(((actual - expected).abs() < 1e-3).all())


def show(ax, title, values, colours, expected, marked):
    """One image with its numbers; `marked` puts a frame round every number that is not zero."""
    rows, columns = values.shape
    most = float(expected.abs().max())
    limits = {"vmin": 0, "vmax": 9} if colours == "Greys" else {"vmin": -1.6 * most, "vmax": 1.6 * most}
    ax.imshow(values, cmap=colours, aspect="equal", **limits)
    for row in range(rows):
        for column in range(columns):
            value = float(values[row, column])
            wrong = marked and not abs(value) < 1e-3
            frame = {"boxstyle": "square,pad=0.25", "facecolor": "white", "edgecolor": "black", "linewidth": 1.2}
            ax.text(column, row, short(value), ha="center", va="center", color="black", bbox=frame if wrong else None)
    ax.set_title(f"{title}\n{rows} x {columns}", fontsize=9, y=1)
    ax.set_xticks([])
    ax.set_yticks([])


def short(value):
    """At most five characters."""
    if abs(value) < 0.05:
        return "0"
    return f"{value:.1f}".removesuffix(".0") if abs(value) < 99.95 else f"{value:.0e}".replace("e+0", "e")


def in_words(actual, expected):
    of = "corr2d of an image of 5 x 7 and a kernel of 2 x 3"
    if actual.shape != expected.shape:
        return f"Images side by side: {of} should be {size(expected)}, and is {size(actual)}."
    wrong = ~((actual - expected).abs() < 1e-3)
    return f"Images side by side: expected, actual and difference of {of}. {int(wrong.sum())} of {wrong.numel()} numbers differ."


def size(Y):
    return f"{Y.shape[0]} x {Y.shape[1]}"
