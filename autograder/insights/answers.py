"""What was answered to a question instead of the right answer, alike answers together."""

from __future__ import annotations

import contextlib
import itertools
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from autograder.insights.kept import KeptAnswer

NOTHING, UNREAD, NO_ID = "no answer", "an answer that could not be read", "no id in the notebook, so no numbers"
LETTERS = ("one", "some", "order")
_ROUNDED = 0.08  # of a number: by so much a rounded one may be apart from it, as 0.65 is from 0.7
_INTEGER = re.compile(r"-?\d+")


@dataclass(frozen=True)
class Given:
    """A learner's answer to a question; None for a learner whose id could not be read, so that there were no numbers.

    `numbers` are the learner's own, by name, where the question has some.
    """

    learner: str
    answer: KeptAnswer | None
    numbers: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class WrongAnswer:
    """Learners who answered alike; `same` says what their answers have in common: the answer, or its relation to the
    right one."""

    same: str
    learners: tuple[str, ...]


def wrong_answers(given: Sequence[Given]) -> tuple[WrongAnswer, ...]:
    """Wrong answers in groups, the largest one first. Each learner is in one group.

    Where learners have numbers of their own, answers are alike that differ from the right one alike, twice it, one
    more; or that are the same short formula in these numbers.
    """
    left = {one.learner: list(dict.fromkeys(_likenesses(one.answer, one.numbers))) for one in given}
    groups: list[WrongAnswer] = []
    while left:
        places: dict[str, list[int]] = {}
        for likenesses in left.values():
            for place, likeness in enumerate(likenesses):
                places.setdefault(likeness, []).append(place)
        # The first one of the largest: the answer itself comes before its relations, and dicts keep their order.
        order = [likeness for likenesses in left.values() for likeness in likenesses[:1]]
        largest = max([*order, *places], key=lambda likeness: len(places[likeness]))
        members = tuple(learner for learner, likenesses in left.items() if largest in likenesses)
        # Of what all of them have in common, that which tells most of their answers.
        common = [it for it in left[members[0]] if all(it in left[learner] for learner in members)]
        best = min(common, key=lambda likeness: sum(places[likeness]))
        groups.append(WrongAnswer(best, members))
        for learner in members:
            del left[learner]
    return tuple(groups)


def _likenesses(answer: KeptAnswer | None, numbers: Mapping[str, float]) -> Iterator[str]:
    """In what an answer may be like another one, the most telling first."""
    if answer is None:
        yield NO_ID
    elif answer.given is None:
        yield UNREAD if answer.unread else NOTHING
    else:
        given = answer.given.replace(" ", "") if answer.form == "expression" else answer.given
        yield given
        if answer.right is not None and answer.form == "number":
            with contextlib.suppress(ValueError):
                yield from _relations(answer.given, float(answer.right))
                yield from _formulas(answer.given, numbers)
        elif answer.right is not None and answer.form == "shape":
            yield from _shapes(answer.given, answer.right)


def _relations(answer: str, right: float) -> Iterator[str]:
    given = float(answer)
    if not math.isfinite(given) or not math.isfinite(right):
        return
    if right and given == -right:
        yield "the right number with the other sign"
    difference = given - right
    if math.isfinite(difference) and difference == int(difference) and difference and abs(difference) <= 10:
        yield f"{abs(int(difference))} {'more' if difference > 0 else 'less'} than the right number"
    if right and given and abs(given) != abs(right):
        half = _half_a_unit(answer) if "." in answer else 0.0  # a whole number is as exact as it looks
        for factor in _factors(given / right, half / abs(right)):
            yield f"{factor:.3g} times the right number"


def _factors(ratio: float, half: float) -> Iterator[float]:
    """What may have been multiplied by, to three digits, where rounding has moved the ratio by at most `half`; the
    nearest first.

    A number of one digit says too little: of it there is the nearest alone.
    """
    if not ratio or not math.isfinite(ratio) or not math.isfinite(half):
        return  # beyond the smallest or the largest number that there is
    step = 10.0 ** (math.floor(math.log10(abs(ratio))) - 2)
    if not step:
        return
    nearest = round(ratio / step)
    lowest, highest = math.floor((ratio - half) / step + 0.5), math.ceil((ratio + half) / step - 0.5)
    others = range(lowest, highest + 1) if half <= _ROUNDED * abs(ratio) else ()
    apart = [at for at in others if at != nearest and abs(abs(at) * step - 1) > step / 2]
    yield from (at * step for at in [nearest, *sorted(apart, key=lambda at: abs(at * step - ratio))])


def _half_a_unit(given: str) -> float:
    """Half a unit of the last digit that stands there; 0 for a number with an exponent."""
    return 0.0 if "e" in given else 0.5 * 10.0 ** -len(given.partition(".")[2])


def _formulas(given: str, numbers: Mapping[str, float]) -> Iterator[str]:
    """The numbers themselves, and what is made of one or two of them in one step, where that rounds to the answer."""
    made = dict(numbers) | {f"1/{a}": 1 / x for a, x in numbers.items() if x}
    for (a, x), (b, y) in itertools.permutations(numbers.items(), 2):
        made |= {f"{a} - {b}": x - y} | ({f"{a}/{b}": x / y} if y else {})
        made |= {f"{a} + {b}": x + y, f"{a} * {b}": x * y} if a < b else {}
    yield from (
        f"{formula} of the learner's own numbers" for formula, value in made.items() if _rounds_to(value, given)
    )


def _rounds_to(value: float, given: str) -> bool:
    """Whether `given` is the value, or is it rounded to as many decimals as stand there, two digits at least."""
    digits = given.lstrip("-0.").replace(".", "")
    is_rounded = len(digits) > 1 and abs(float(given) - value) <= 1.0000002 * _half_a_unit(given)
    return is_rounded or math.isclose(float(given), value, rel_tol=1e-6)


def _shapes(given: str, right: str) -> Iterator[str]:
    came, due = (_INTEGER.findall(text) for text in (given, right))
    if len(came) != len(due):
        yield f"{len(came)} {'axis' if len(came) == 1 else 'axes'} in place of {len(due)}"
    elif sorted(came) == sorted(due) and came != due:
        yield "the right sizes in another order"
