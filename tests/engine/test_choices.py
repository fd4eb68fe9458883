"""Who agrees in one exercise after the other: copies are found where chance is unlikely, and nobody where a class is alike."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Callable, Sequence

import pytest

from autograder.similar.choices import Agreeing, agreeing
from autograder.similar.piece import Key
from autograder.similar.work import Unit, Work

UNITS = [("notebook", f"exercise-{number:02}") for number in range(18)]
Choice = Callable[[random.Random, int, int], int]


def work(number: int, variants: Sequence[int], *, without: int = -1) -> Work:
    """Of each exercise one variant, with three pieces of its own and one that all variants have."""
    units: dict[Unit, frozenset[Key]] = {}
    for at, (unit, variant) in enumerate(zip(UNITS, variants, strict=True)):
        pieces = [Key("code", f"{at}: {variant}.{piece}", 1.0) for piece in range(3)]
        if at != without:
            units[unit] = frozenset([*pieces, Key("code", f"{at}: all", 1.0)])
    return Work(f"{number}", (), units=units)


def made(choose: Choice, learners: int = 300, copies: int = 12) -> list[Work]:
    """The last learners have what the first ones have."""
    chance = random.Random(8)
    class_ = [[choose(chance, learner, at) for at in range(len(UNITS))] for learner in range(learners - copies)]
    return [work(number, variants) for number, variants in enumerate([*class_, *class_[:copies]])]


def places(found: list[Agreeing]) -> set[tuple[int, int]]:
    return {(one.first, one.second) for one in found}


def test_of_three_answers_to_each_exercise_the_same_throughout_is_a_copy() -> None:
    found, exercises = agreeing(made(lambda chance, learner, at: chance.randrange(3)), {})
    assert exercises == len(UNITS)
    assert places(found) == {(number, 288 + number) for number in range(12)}
    assert all(one.expected < 0.01 for one in found)
    assert {agreement.unit for agreement in found[0].agreements} == set(UNITS)
    assert all(0 < agreement.share < 1 / 2 for agreement in found[0].agreements)


def test_a_copy_of_one_notebook_beside_others_of_ones_own_is_found() -> None:
    works = made(lambda chance, learner, at: chance.randrange(3))  # the last ones have the first ones' notebook
    chance = random.Random(9)
    for number, one in enumerate(works):
        own = work(number, [chance.randrange(3) for _ in UNITS]).units
        units = {**one.units, **{("other", name): keys for (_, name), keys in own.items()}}
        works[number] = Work(one.learner, (), units=units)
    found, exercises = agreeing(works, {})
    assert exercises == 2 * len(UNITS)
    assert places(found) == {(number, 288 + number) for number in range(12)}
    assert {agreement.unit for one in found for agreement in one.agreements} == set(UNITS)


@pytest.mark.parametrize(
    "choose",
    [
        lambda chance, learner, at: chance.randrange(3),  # each exercise by itself
        lambda chance, learner, at: learner % 3,  # three sources for everything
        lambda chance, learner, at: learner % 40,  # forty sources for everything
        lambda chance, learner, at: learner % 5 if chance.random() < 0.8 else chance.randrange(5),
        lambda chance, learner, at: 0 if chance.random() < learner / 300 else chance.randrange(1, 30),  # ability
        lambda chance, learner, at: chance.randrange(3) if learner % 10 else chance.choice([7, 7, 8]),  # a group apart
        lambda chance, learner, at: 1000 * learner + at,  # nobody has what anybody has
    ],
)
def test_nobody_is_accused_where_nobody_copied(choose: Choice) -> None:
    assert agreeing(made(choose, copies=0), {})[0] == []


@pytest.mark.parametrize("has_copied", [True, False])
def test_the_same_answers_are_told_from_those_that_are_somewhat_alike(has_copied: bool) -> None:
    """Each of five exercises is done in one of six ways, and most have most of four habits there."""
    chance = random.Random(5)
    works = []
    for number in range(300):
        units = {}
        for unit in UNITS[:5]:
            pieces = [f"way {chance.randrange(6)}", *(f"habit {at}" for at in range(4) if chance.random() < 0.8)]
            units[unit] = frozenset(Key("code", f"{unit}: {piece}", 1.0) for piece in pieces)
        works.append(Work(f"{number}", (), units=units))
    if has_copied:
        works[299] = Work("299", (), units=works[0].units)
    assert places(agreeing(works, {})[0]) == ({(0, 299)} if has_copied else set())


def test_two_who_have_the_references_own_way_may_have_read_the_same_book() -> None:
    works = [work(number, [1000 * number + 5] * 18) for number in range(298)]
    works += [work(298, [1] * 14 + [2] * 4), work(299, [1] * 14 + [3] * 4)]
    explained = {unit: work(0, [1] * 18).units[unit] for unit in UNITS}
    assert places(agreeing(works, {})[0]) == {(298, 299)}
    assert agreeing(works, explained)[0] == []
    many = made(lambda chance, learner, at: chance.randrange(3))  # of whom a third has it
    assert len(agreeing(many, explained)[0]) == 12


def test_of_a_few_learners_or_nothing_nothing_is_said() -> None:
    assert agreeing([work(number, [0] * 18) for number in range(12)], {}) == ([], 0)
    assert agreeing([Work(f"{number}", ()) for number in range(30)], {}) == ([], 0)
    assert agreeing([], {}) == ([], 0)


def test_what_was_left_out_is_nothing_in_common() -> None:
    works = made(lambda chance, learner, at: chance.randrange(3), copies=0)
    for place in (3, 4):
        works[place] = Work(works[place].learner, ())
    assert agreeing(works, {})[0] == []


def test_what_one_learner_alone_has_takes_no_room() -> None:
    """A dozen with thousands of statements of their own took as many numbers for each learner of the class."""
    long = [frozenset(Key("code", f"{who} {n}", 0.1) for n in range(1000)) for who in range(12)]
    keys = [*long, *[frozenset(Key("code", str(n), 0.1) for n in range(20))] * 40]
    works = [Work(str(who), (), {}, {("notebook", "e"): mine}) for who, mine in enumerate(keys)]
    tracemalloc.start()
    agreeing(works, {})
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4_000_000
