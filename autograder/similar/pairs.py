"""Which pairs of learners are more alike than the exercise explains.

Each piece that two learners share counts by its size and by how rare it is in the class: the natural logarithm of the
number of learners over the number of those who have it, as each such piece makes a pair by chance that much less
likely. What the class shares counts nothing. Names are not independent of each other: who shares a language or a book
shares its words. So all of a pair's names count no more than one line that only these two have.

How much pairs have in common by chance is seen from the class itself: from how likeness falls off in the upper quarter
of its pairs. The limit is set where one class in twenty would have a pair by chance, and no lower than what pairs that
know nothing of each other would need. Who has nothing rare but agrees with somebody in one exercise after the other is
found by their `choices`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autograder.similar.choices import Agreeing, agreeing
from autograder.similar.piece import Key
from autograder.similar.work import Unit, Work

# What more than this share of the class has, and more than FEW learners, is what the class shares: it counts nothing.
COMMON, FEW = 0.25, 4
_BY_CHANCE = 0.05  # pairs beyond the limit in a class in which nobody copied: one in twenty classes
# How chance falls off is measured below this share of the most alike pairs, or so many of them, as they may be copies.
_SHARE, _SPARE = 0.05, 5
_FEWEST = 25  # pairs from which it can be measured
# Pieces are not independent: who writes one of them is likely to write the next. So they count half.
_PIECES_IN_A_CHOICE = 2


def rare_up_to(learners: int) -> int:
    """What so many of them have at most is rare; what more have, the class shares."""
    return max(FEW, int(COMMON * learners))


@dataclass(frozen=True)
class Pair:
    """Two learners, by their places in the list of works, what is `alike`, and the rare pieces they share with how many
    have each.

    `choices` are the exercises in which they agree, where these are too many for chance.
    """

    first: int
    second: int
    alike: float
    shared: dict[Key, int]
    choices: Agreeing | None = None


@dataclass(frozen=True)
class Comparison:
    """The pairs beyond `limit` or with too many choices in common, the most alike first.

    `usual` is what half of all pairs stay below, `common` what is taken out; choices were compared in so many
    `exercises`.
    """

    pairs: tuple[Pair, ...]
    limit: float
    usual: float
    common: int
    exercises: int = 0


def compare(
    works: Sequence[Work], known: Collection[Key], explained: Mapping[Unit, Collection[Key]] | None = None
) -> Comparison:
    """Compares each learner with each other one.

    Pieces of `known` are not rare, and what is `explained` in an exercise is no choice: the reference's.
    """
    held = [{piece.key for piece in work.pieces} - set(known) for work in works]
    having = Counter(key for keys in held for key in keys)
    most = rare_up_to(len(works))
    common = sum(count > most for count in having.values())
    shared = {key: count for key, count in having.items() if 2 <= count <= most}
    choosing, exercises = agreeing(works, explained or {})
    alike = _alike([keys & shared.keys() for keys in held], shared)
    rows, columns = np.triu_indices(len(works), 1)
    values = alike[rows, columns]
    limit = limit_of(values)
    by_pair: dict[tuple[int, int], Agreeing | None] = {(one.first, one.second): one for one in choosing}
    for index in np.flatnonzero(values > limit):
        by_pair.setdefault((int(rows[index]), int(columns[index])), None)
    pairs = [
        Pair(
            first,
            second,
            float(alike[first, second]),
            {key: shared[key] for key in held[first] & held[second] & shared.keys()},
            choices,
        )
        for (first, second), choices in by_pair.items()
    ]
    pairs.sort(key=lambda pair: (-pair.alike, pair.first, pair.second))
    usual = float(np.median(values)) if len(values) else 0.0
    return Comparison(tuple(pairs), limit, usual, common, exercises)


def _alike(held: Sequence[Collection[Key]], shared: dict[Key, int]) -> NDArray[np.float64]:
    """For each two learners what they have in common, in an array of learners x learners."""
    from sklearn.feature_extraction.text import CountVectorizer

    if not shared:
        return np.zeros((len(held), len(held)))
    keys = sorted(shared)
    counted = CountVectorizer(analyzer=lambda keys: keys, vocabulary=keys, binary=True, dtype=np.float64)
    matrix = counted.transform(held)
    weights = np.array([key.size * math.log(len(held) / shared[key]) for key in keys])
    are_names = np.array([key.kind == "name" for key in keys])
    others, names = ((matrix.multiply(weights * kind) @ matrix.T).toarray() for kind in (~are_names, are_names))
    found: NDArray[np.float64] = others + np.minimum(names, math.log(len(held) / 2))
    return found


def limit_of(values: NDArray[np.float64]) -> float:
    """From where on a pair is more alike than chance explains; `values` are those of all pairs of the class."""
    pairs = max(len(values), 1)
    limit = _PIECES_IN_A_CHOICE * math.log(pairs / _BY_CHANCE)
    if pairs >= _FEWEST:
        share = min(max(_SHARE, _SPARE / pairs), 1 / 5)
        start, end = np.quantile(values, [1 - 5 * share, 1 - share])
        limit = max(limit, end + (end - start) / math.log(5) * math.log(share * pairs / _BY_CHANCE))
    return float(limit)
