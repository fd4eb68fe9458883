"""Adam on a small quadratic: the way that the submission takes down to the minimum beside the reference's."""

import torch
from matplotlib.figure import Figure

from autograder.checks import inplace

STEPS, START, STEEPNESS = 40, (-2.0, 1.5), (1.0, 6.0)
HYPERPARAMETERS = {"lr": 0.2, "beta1": 0.9, "beta2": 0.99, "eps": 1e-6}
X_RANGE, Y_RANGE = (-2.6, 1.6), (-1.4, 2.0)
VISIBLE = 0.02  # a smaller distance is not to be seen


def draw(student, reference, rng):
    expected, actual = path_of(reference), path_of(student)
    if len(actual) > STEPS and bool((expected - actual).norm(dim=1).max() < VISIBLE):
        return None
    figure = Figure(figsize=(6.4, 3.4))
    ax = figure.subplots()
    figure.subplots_adjust(left=0.09, right=0.99, top=0.91, bottom=0.13)
    draw_hill(ax)
    ax.plot(*expected.T, "-o", color="black", markersize=3.5, linewidth=1.2, label="expected")
    ax.plot(*actual.T, "--x", color="#b3460b", markersize=5, linewidth=1.2, label="actual")
    ax.plot(*START, "s", color="white", markeredgecolor="black", markersize=8, label="start")
    ax.plot(0, 0, "*", color="white", markeredgecolor="black", markersize=13, label="minimum")
    ax.set_title(
        f"{STEPS} steps down a quadratic, learning rate {HYPERPARAMETERS['lr']}{ending(actual)}", fontsize=9, y=1
    )
    ax.legend(loc="lower left", framealpha=1)
    figure.set_label(in_words(expected, actual))
    return figure


def path_of(ns):
    """The parameter before and after each step, (steps + 1, 2); shorter where it stopped being two finite numbers."""
    p = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    states = [(torch.zeros(2, dtype=torch.float64), torch.zeros(2, dtype=torch.float64))]
    hyperparams = {**HYPERPARAMETERS, "t": 1}
    places = [p.detach().clone()]
    for _ in range(STEPS):
        p.grad = torch.tensor(STEEPNESS, dtype=torch.float64) * p.detach()
        inplace(ns.adam)([p], states, hyperparams)
        if p.shape != (2,) or p.is_complex() or not bool(p.detach().isfinite().all()):
            break
        places.append(p.detach().double().clone())
    return torch.stack(places)


def draw_hill(ax):
    """Lines of equal height; the axes end a little beyond the way that is expected, wherever the other one goes."""
    x, y = torch.meshgrid(torch.linspace(*X_RANGE, 50), torch.linspace(*Y_RANGE, 50), indexing="xy")
    height = (STEEPNESS[0] * x**2 + STEEPNESS[1] * y**2) / 2
    ax.contour(x, y, height, levels=[0.1, 0.5, 1.5, 3, 5, 8], colors="#b8b8b8", linewidths=0.8)
    ax.set_xlim(*X_RANGE)
    ax.set_ylim(*Y_RANGE)


def ending(actual):
    """What the picture does not show of the submission's way, for the title."""
    if len(actual) <= STEPS:
        return f"; actual: no numbers after step {len(actual) - 1}"
    seen = (actual[:, 0] > X_RANGE[0]) & (actual[:, 0] < X_RANGE[1])
    seen &= (actual[:, 1] > Y_RANGE[0]) & (actual[:, 1] < Y_RANGE[1])
    return "" if bool(seen.all()) else f"; actual: leaves the picture at step {int((~seen).nonzero()[0])}"


def in_words(expected, actual):
    text = f"Two ways down a quadratic from {START} in {STEPS} steps of Adam. Expected: it ends at {at(expected[-1])}. "
    if len(actual) <= STEPS:
        return text + f"Actual: after {len(actual) - 1} steps the parameter is no pair of finite numbers any more."
    away = int((expected - actual).norm(dim=1).gt(VISIBLE).nonzero()[0])
    return text + f"Actual: it ends at {at(actual[-1])}, and leaves the expected way at step {away}."


def at(place):
    return f"({float(place[0]):.3g}, {float(place[1]):.3g})"
