"""The statistics of a class: how scores are spread, and classical item analysis for whatever learners can get right or
wrong."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10
LEAST = 10  # learners; with fewer, a correlation says more about who they are than about the question
_FLAT = 1e-12


@dataclass(frozen=True)
class Spread:
    """How shares of the points, each from 0 to 1, are spread over a class of `count` learners. No value without
    learners.

    `bins` counts those from 0 to below 0.1, and so on; the last one has 1 as well. `deviation` is that of a sample, and
    needs two.
    """

    count: int
    bins: tuple[int, ...]
    mean: float | None = None
    deviation: float | None = None
    lowest: float | None = None
    lower: float | None = None
    median: float | None = None
    upper: float | None = None
    highest: float | None = None


def spread(shares: Sequence[float]) -> Spread:
    """Mean, quartiles and bins of shares of the points."""
    bins = [0] * BINS
    for share in shares:
        bins[min(max(int(share * BINS + _FLAT), 0), BINS - 1)] += 1
    if not shares:
        return Spread(0, tuple(bins))
    quartiles = statistics.quantiles(shares, n=4, method="inclusive") if len(shares) > 1 else [shares[0]] * 3
    return Spread(
        len(shares),
        tuple(bins),
        statistics.fmean(shares),
        statistics.stdev(shares) if len(shares) > 1 else None,
        min(shares),
        quartiles[0],
        quartiles[1],
        quartiles[2],
        max(shares),
    )


def difficulty(shares: Sequence[float]) -> float | None:
    """The difficulty index p of classical test theory: the mean share of the points. Low is hard; None without
    learners."""
    return statistics.fmean(shares) if shares else None


def discrimination(earned: Sequence[float], rest: Sequence[float]) -> float | None:
    """The corrected item-total correlation: Pearson's r between what learners earned by one item and by all the others.

    For an item that is right or wrong it is the point-biserial correlation. None for fewer than `LEAST` learners, and
    where all of them earned the same on either side: nothing varies then.
    """
    if len(earned) < LEAST or _is_flat(earned) or _is_flat(rest):
        return None
    return statistics.correlation(earned, rest)


def _is_flat(values: Sequence[float]) -> bool:
    return max(values) - min(values) <= _FLAT
