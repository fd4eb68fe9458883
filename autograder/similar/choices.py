"""Which pairs of learners agree in so many exercises that it is hardly chance, although each answer alone is nothing
unusual.

An exercise is compared as a whole: what two learners have in common there, each piece by its size and its rarity, less
what only one of them has. How often a pair of this class is at least as alike there is counted. Were each exercise
apart from the others, the share of pairs that agree as much as these two in all exercises together would follow by
convolution. Who chooses one thing often chooses the next as well; so the logarithm of that share is divided by how much
too large it is for the pairs that agree most, without the few that may be copies. In a class in which many have the
same answers throughout, that leaves nothing.

All of it is done for all exercises, and for those of each notebook, as somebody may copy just one. And it is done a
second time with answers that are the same piece for piece alone, each by its rarity: a copy with other names is the
same in one exercise after the other, while two who are somewhat alike everywhere are no such pair. What is expected by
chance is multiplied by how many times was looked.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autograder.similar.piece import Key
from autograder.similar.work import Unit, Work

BY_CHANCE = 0.02  # pairs in a class in which nobody copied: one in fifty classes
FEWEST = 20  # learners: of fewer, shares of the class say too little
_MANY = 16  # pairs, one of which has the same in common where a quarter of the class has it
_STEP = 0.05  # of logarithms, in which the convolution counts
_APART = round(2 / _STEP)  # taken off, in steps, for each exercise that the two did differently
# Shares of the most alike pairs at which the estimate is compared with the class, of so many pairs at least; `_SPARE`
# of them may be copies.
_SHARES, _LEAST, _SPARE = (0.05, 0.01, 0.002), 40, 20

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Agreement:
    """One exercise in which two learners agree. `share` of all pairs are at least as alike there; `keys` is what they
    share."""

    unit: Unit
    share: float
    keys: frozenset[Key]


@dataclass(frozen=True)
class Agreeing:
    """Two learners, by their places in the list of works. By chance, `expected` pairs of the class agree so much."""

    first: int
    second: int
    expected: float
    agreements: tuple[Agreement, ...]


def agreeing(works: Sequence[Work], explained: Mapping[Unit, Collection[Key]]) -> tuple[list[Agreeing], int]:
    """The pairs that agree in too much, and in how many exercises the class was compared: none of a small class.

    `explained` are the pieces of the reference by exercise.
    """
    units = sorted({unit for work in works for unit in work.units})
    if len(works) < FEWEST or not units:
        return [], 0
    rows, columns = np.triu_indices(len(works), 1)
    alike, same = [], []
    for unit in units:
        measured = _alike(works, unit, explained.get(unit, ()))
        alike.append(_steps(*(it[rows, columns] for it in measured)))
        same.append(_steps(*(it[rows, columns] for it in _same(works, unit, measured[0]))))
    looks = [np.array(steps)[places] for steps in (alike, same) for places in _looks(units)]
    by_look = len(looks) * np.array([_expected(steps) for steps in looks])
    which, expected = by_look.argmin(axis=0), by_look.min(axis=0)
    found = []
    for index in np.flatnonzero(expected <= BY_CHANCE):
        first, second = int(rows[index]), int(columns[index])
        places = (_looks(units) * 2)[which[index]]
        agreements = [
            Agreement(
                units[at], math.exp(-float(one) * _STEP), works[first].units[units[at]] & works[second].units[units[at]]
            )
            for at, one in zip(places, looks[which[index]][:, index], strict=True)
            if one > 0
        ]
        found.append(Agreeing(first, second, float(expected[index]), tuple(agreements)))
    return sorted(found, key=lambda it: it.expected), len(units)


def _looks(units: Sequence[Unit]) -> list[list[int]]:
    """The places of exercises that are looked at together: all, and those of each notebook, as somebody may copy just
    one."""
    notebooks = [
        [at for at, (name, _) in enumerate(units) if name == one] for one in sorted({unit[0] for unit in units})
    ]
    return [list(range(len(units))), *(places for places in notebooks if 1 < len(places) < len(units))]


def _expected(steps: NDArray[np.int64]) -> Array:
    """For each pair how many pairs of the class agree by chance as much as these two, in the exercises that have a row."""
    pairs = steps.shape[1]
    sums = (steps + _APART).sum(axis=0)  # from 0 on, as places in an array
    logs = _logs_of_chance(steps)
    copies = min(int(np.count_nonzero(pairs * np.exp(logs[sums]) < 1)), _SPARE)
    logs = logs / _too_large(sums, logs, copies)
    found: Array = pairs * np.exp(logs[sums])
    return found


def _alike(works: Sequence[Work], unit: Unit, explained: Collection[Key]) -> tuple[Array, Array]:
    """For each two learners how much more code they have in common in one exercise than apart; without what is
    explained, and with it.

    Names and comments are left out: they are what is changed first, and who uses odd ones does so everywhere.
    """
    held = _held(works, unit)
    having = Counter(key for keys in held for key in keys)
    keys = sorted(key for key, count in having.items() if count > 1)  # what one alone has is in common with nobody
    place = {key: at for at, key in enumerate(keys)}
    has = np.zeros((len(works), len(keys)))
    for row, mine in enumerate(held):
        has[row, [place[key] for key in mine if key in place]] = 1
    rare = np.array([math.log(len(works) / having[key]) * key.size for key in keys])
    common = (has * rare) @ has.T
    alone = np.array([sum(key.size for key in mine if having[key] == 1) for mine in held])
    whole = np.diag(common) + alone * math.log(len(works))
    apart = (whole[:, None] + whole[None, :]) / 2 - common
    is_there = np.array([len(mine) > 0 for mine in held])
    apart *= is_there[:, None] & is_there[None, :]
    is_open = np.array([key not in explained for key in keys], dtype=bool)
    return (has * (rare * is_open)) @ has.T - apart, common - apart


def _same(works: Sequence[Work], unit: Unit, alike: Array) -> tuple[Array, Array]:
    """As `_alike`, but of two learners with the same pieces in one exercise: how `alike` they are, and how rare their
    answer is.

    -1 for other answers, and 0 where one is not there.
    """
    held = _held(works, unit)
    having = Counter(held)
    places = {keys: place for place, keys in enumerate(having)}
    answers = np.array([places[keys] for keys in held])
    rare = np.array([math.log(len(works) / having[keys]) for keys in held])
    is_same = answers[:, None] == answers[None, :]
    is_there = np.array([len(keys) > 0 for keys in held])
    both = is_there[:, None] & is_there[None, :]
    return np.where(is_same, alike, -1) * both, np.where(is_same, rare[:, None], -1) * both


def _held(works: Sequence[Work], unit: Unit) -> list[frozenset[Key]]:
    return [frozenset(key for key in work.units.get(unit, ()) if key.kind == "code") for work in works]


def _steps(alike: Array, in_all: Array) -> NDArray[np.int64]:
    """For each pair the logarithm of one over the share of pairs that are at least as alike, in steps.

    Against a pair counts where little is the same. What is explained counts where many have it; where few have, they
    may have read the same book, so it is taken for what differs.
    """
    ordered, pairs = np.sort(in_all), len(in_all)
    at_least = pairs - np.searchsorted(ordered, in_all - 1e-9, side="left")
    logs = np.log((pairs + 1) / (at_least + 1))
    counts = (in_all > 1e-9) & ((alike > 1e-9) | (logs <= math.log(_MANY)))
    little = np.where((in_all < -1e-9) | ((in_all > 1e-9) & ~counts), -_APART, 0)
    steps: NDArray[np.int64] = np.where(counts, np.round(logs / _STEP), little).astype(np.int64)
    return steps


def _logs_of_chance(steps: NDArray[np.int64]) -> Array:
    """By sum: the logarithm of the share of pairs that reach it, were each exercise apart from the others."""
    chance = np.ones(1)
    for one in steps + _APART:
        chance = np.convolve(chance, np.bincount(one) / len(one))
    tail = np.cumsum(chance[::-1])[::-1]
    found: Array = np.log(np.maximum(tail, 1e-300))
    return found


def _too_large(sums: NDArray[np.int64], logs: Array, copies: int) -> float:
    """How many times larger the logarithms are than the class's own pairs bear out, without so many `copies`; at least
    1."""
    ordered, pairs = np.sort(sums), len(sums)
    factor = 1.0
    for share in _SHARES:
        count = min(max(int(share * pairs), _LEAST), pairs)
        reached = ordered[pairs - count]
        real = (np.count_nonzero(sums >= reached) - copies) / pairs
        if 0 < real < 1 and logs[reached] < 0:
            factor = max(factor, float(logs[reached]) / math.log(real))
    return factor
