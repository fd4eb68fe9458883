"""Many draws of dropout_layer: which values ones become, and how many of them each draw drops."""

import math

import torch
from matplotlib.figure import Figure

DROPOUT, DRAWS, SHAPE = 0.3, 80, (10, 10)
ACTUAL = {"color": "#7aa6d6", "edgecolor": "#27507d", "hatch": "///"}
EXPECTED_BAR = {"edgecolor": "black", "linewidth": 1.4, "linestyle": "--"}
SCALE = 1 / (1 - DROPOUT)


def draw(student, reference, rng):
    torch.manual_seed(rng.seed())
    results = []
    for _ in range(DRAWS):
        result = student.dropout_layer(torch.ones(SHAPE), DROPOUT)
        if not isinstance(result, torch.Tensor) or result.shape != SHAPE or result.is_complex():
            return None
        results.append(result.detach().cpu().double().flatten())
    Y = torch.stack(results)
    if not bool(Y.isfinite().all()):
        return None
    dropped = (Y == 0).sum(1)
    if as_expected(Y, dropped):
        return None
    figure = Figure(figsize=(8.2, 2.9))
    left, right = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.07, right=0.98, top=0.86, bottom=0.17, wspace=0.22)
    common = draw_values(left, Y)
    draw_shares(right, dropped)
    figure.set_label(in_words(common, dropped))
    return figure


def as_expected(Y, dropped):
    """Nothing to be seen: the right values, and numbers of dropped elements that are binomial at a glance."""
    n, mean = Y.shape[1], float(dropped.double().mean())
    values = bool(((Y == 0) | ((Y - SCALE).abs() < 1e-3)).all())
    deviation = math.sqrt(n * DROPOUT * (1 - DROPOUT))
    near = abs(mean - n * DROPOUT) < 5 * deviation / math.sqrt(len(Y))
    spread = 0.6 < float(dropped.double().std()) / deviation < 1.5
    # Equal counts may hide one mask for all: columns of elements, over the draws, must vary too.
    varying = int((Y == 0).any(0).sum()) > 0.9 * n
    return values and near and spread and varying


def draw_values(ax, Y):
    """Shares of the values that came, as hatched bars, and of those expected, as outlines; the most common values."""
    values, counts = Y.mul(1000).round().div(1000).unique(return_counts=True)
    order = counts.argsort(descending=True)[:6]
    common = sorted((float(values[i]), float(counts[i]) / Y.numel()) for i in order)
    if sum(share for _, share in common) > 0.9:
        draw_bars(ax, {f"{value:.4g}": share for value, share in common})
    else:
        draw_range(ax, Y)
    ax.set_ylim(0, 1.05)
    ax.set_title(f"what ones become with dropout {DROPOUT}", fontsize=9, y=1)
    ax.set_xlabel("value in the result")
    ax.set_ylabel("share of the elements")
    return common


def draw_bars(ax, shown):
    """A bar for each of few values."""
    expected = {"0": DROPOUT, f"{SCALE:.4g}": 1 - DROPOUT}
    places = sorted({**shown, **expected}, key=float)
    for place, value in enumerate(places):
        ax.bar(place, shown.get(value, 0), width=0.6, **ACTUAL)
        if value in expected:
            ax.bar(place, expected[value], width=0.8, fill=False, **EXPECTED_BAR)
    ax.set_xticks(range(len(places)), places)


def draw_range(ax, Y):
    """A histogram of values that are nearly all different; far ones count at the ends."""
    edges = torch.linspace(-0.95, 3.05, 41, dtype=torch.float64)
    shares = torch.histogram(Y.clamp(-0.94, 3.04), edges).hist / Y.numel()
    ax.bar(edges[:-1].tolist(), shares.tolist(), width=0.1, align="edge", **ACTUAL)
    ax.bar([0, SCALE], [DROPOUT, 1 - DROPOUT], width=0.14, fill=False, **EXPECTED_BAR)


def draw_shares(ax, dropped):
    """How many of the elements each draw dropped, and the binomial distribution."""
    n = SHAPE[0] * SHAPE[1]
    edges = torch.arange(0, n + 5, 4)
    counts = torch.histogram(dropped.double(), edges.double()).hist
    log = [math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) for k in range(n + 1)]
    chance = torch.tensor(
        [math.exp(c + k * math.log(DROPOUT) + (n - k) * math.log(1 - DROPOUT)) for k, c in enumerate(log)]
    )
    wanted = [DRAWS * float(chance[start : start + 4].sum()) for start in range(0, n + 1, 4)]
    ax.bar(edges[:-1].tolist(), counts.tolist(), width=4, align="edge", label="actual", **ACTUAL)
    ax.stairs(wanted, edges.tolist(), label="expected", color="black", linewidth=1.4, linestyle="--")
    ax.set_xlim(0, n)
    ax.set_title(f"{DRAWS} calls, each on {n} ones", fontsize=9, y=1)
    ax.set_xlabel("number of elements that a call dropped")
    ax.set_ylabel("calls")
    ax.legend(frameon=False)


def in_words(common, dropped):
    most = " and ".join(f"{value:.4g} ({share:.0%})" for value, share in sorted(common, key=lambda c: -c[1])[:2])
    return (
        f"Two histograms of {DRAWS} calls of dropout_layer(ones, {DROPOUT}). The results should be 0 (30%) and "
        f"{SCALE:.4g} (70%); the most common ones are {most}. Of 100 elements a call should drop 30, more or less; "
        f"these dropped from {int(dropped.min())} to {int(dropped.max())}."
    )
