"""What is released beside public tests to help before grading: staged hints, and recordings of known mistakes.

A recording holds no code of an answer, see `remote.sketch`. Public tests have the same inputs for everybody, so a
function that makes a known mistake does what was recorded of it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from autograder.checks.ownwork import OwnWork
from autograder.remote.likeness import Likeness, is_proof, tolerable
from autograder.remote.sketch import Drawn, Sketch, likeness, sketch
from autograder.remote.student import Record

FORM = 5  # of the file; another number makes every one anew
_SEVERAL = "Several mistakes look like this here. It may be one of them:"
_MOST = 4  # hints for one behaviour; more would be no help
_LONGEST = 40  # calls of one test: what makes more is told by the first of them

Behaviour = Mapping[str, Sequence[Sketch]]
"""The calls of each public test, in order."""


@dataclass(frozen=True)
class Recording:
    """A known mistake: the hint that it earns, what it does, and which of the tests it fails.

    A hint of several lines has those of several mistakes, one on each.
    """

    hint: str
    behaviour: Behaviour
    fails: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Help:
    """What one file holds. `made_from` tells what it was made from; `hints` go from a nudge to a worked step.

    `several` have one text each for mistakes of different hints that public tests do not tell apart. `own_work` is what
    the exercise is to be written without, as its text says too; None where all is allowed.
    """

    made_from: str
    hints: tuple[str, ...] = ()
    mistakes: tuple[Recording, ...] = ()
    own_work: OwnWork | None = None
    several: tuple[Recording, ...] = ()


def behaviour_of(records: Iterable[Record]) -> list[Sketch]:
    """What one test saw."""
    drawn = Drawn()
    return [sketch(record, drawn) for record, _ in zip(records, range(_LONGEST), strict=False)]


def behave_alike(one: Behaviour, other: Behaviour) -> bool:
    return one.keys() == other.keys() and all(
        len(one[name]) == len(other[name]) and all(map(_is_same, one[name], other[name])) for name in one
    )


def _is_same(one: Sketch, other: Sketch) -> bool:
    return likeness(one, other) <= Likeness.UNTOLD


def hint_for(
    mistakes: Iterable[Recording], behaviour: Behaviour, failed: Collection[str], aside: Collection[str] = ()
) -> str | None:
    """The hint of the mistake that behaves like this, or those of up to four that do; None without one.

    A mistake that is alike in everything goes before those whose wrong values alone are the same, and of several the
    one that fails nearly the same tests is named first. `failed` are the tests that did not pass; those of `aside` may
    come with any mistake.
    """
    mistakes = list(mistakes)
    found = [mistake for mistake in mistakes if behave_alike(mistake.behaviour, behaviour)]
    found = found or [mistake for mistake in mistakes if _explains(mistake, behaviour, failed, aside)]
    found.sort(key=lambda mistake: len(mistake.fails ^ {*failed}))  # the likeliest first
    hints = list(dict.fromkeys(hint for mistake in found for hint in mistake.hint.splitlines()))
    if len(hints) <= 1:
        return next(iter(hints), None)
    return "\n".join([_SEVERAL, *(f"– {hint}" for hint in hints)]) if len(hints) <= _MOST else None


def _explains(mistake: Recording, behaviour: Behaviour, failed: Collection[str], aside: Collection[str]) -> bool:
    """Whether the wrong values are the same; else one may refuse what the other takes, or keep the graph."""
    seen = False
    if mistake.behaviour.keys() != behaviour.keys():
        return False
    for name, calls in behaviour.items():
        wrong, expected = name in failed, name in mistake.fails
        if name in aside:
            continue
        known = mistake.behaviour[name]
        found = [likeness(one, other) for one, other in zip(known, calls, strict=False)]
        if not all(tolerable(some, wrong, expected) for some in found):
            return False
        most = max(found, default=Likeness.SAME)
        if wrong and most <= Likeness.UNTOLD and not (expected and len(known) == len(calls)):
            return False  # it differs in what nobody has seen
        seen = seen or (wrong and expected and is_proof(found))
    return seen


def unambiguous(mistakes: Iterable[Recording]) -> list[Recording]:
    """One for each behaviour; none where those that behave alike have different hints."""
    return [
        Recording(hints[0], first.behaviour, first.fails) for hints, first in _by_behaviour(mistakes) if len(hints) == 1
    ]


def ambiguous(mistakes: Iterable[Recording]) -> list[Recording]:
    """One for each behaviour of mistakes with different hints, with all of these."""
    found = _by_behaviour(mistakes)
    return [Recording("\n".join(hints), first.behaviour, first.fails) for hints, first in found if len(hints) > 1]


def _by_behaviour(mistakes: Iterable[Recording]) -> list[tuple[list[str], Recording]]:
    kept: list[tuple[list[str], Recording]] = []
    for mistake in mistakes:
        hint = " ".join(mistake.hint.split())
        same = next((hints for hints, other in kept if behave_alike(mistake.behaviour, other.behaviour)), None)
        if same is None:
            kept.append(([hint], mistake))
        elif hint not in same:
            same.append(hint)
    return kept


def to_json(help: Help) -> str:
    """A file's text: calls that several mistakes have in common stand there once."""
    calls: dict[str, int] = {}
    entries, several = ([_entry(mistake, calls) for mistake in kind] for kind in (help.mistakes, help.several))
    hints = [json.dumps(hint, ensure_ascii=False) for hint in help.hints]
    parts = {"hints": hints, "calls": calls, "mistakes": entries, "several": several}
    lists = ",\n".join(f'"{name}": [\n{_lines(part)}]' for name, part in parts.items())
    own = f'"own_work": {json.dumps(asdict(help.own_work))},\n' if help.own_work else ""
    return f'{{"form": {FORM}, "made_from": "{help.made_from}",\n{own}{lists}}}\n'


def _entry(mistake: Recording, calls: dict[str, int]) -> str:
    """A mistake as JSON; calls that are new get the next numbers in `calls`."""
    tests = {
        name: [calls.setdefault(json.dumps(call), len(calls)) for call in seen]
        for name, seen in mistake.behaviour.items()
    }
    entry = {"hint": mistake.hint, "tests": tests, "fails": sorted(mistake.fails)}
    return json.dumps(entry, ensure_ascii=False)


def from_json(text: str) -> Help:
    """What a file holds. Raises ValueError for a text that has another form."""
    try:
        root: Any = json.loads(text)
        if root["form"] != FORM:
            raise ValueError(f"has the form {root['form']}, not {FORM}")
        calls = root["calls"]
        mistakes, several = (
            tuple(
                Recording(
                    entry["hint"],
                    {name: [calls[i] for i in numbers] for name, numbers in entry["tests"].items()},
                    frozenset(map(str, entry["fails"])),
                )
                for entry in root[kind]
            )
            for kind in ("mistakes", "several")
        )
        own = root.get("own_work")
        without = None
        if own is not None:
            names, ops, libraries = (tuple(map(str, own[key])) for key in ("names", "ops", "libraries"))
            without = OwnWork(names, ops, bool(own["elementary"]), libraries)
        return Help(str(root["made_from"]), tuple(map(str, root["hints"])), mistakes, without, several)
    except (AttributeError, LookupError, TypeError) as error:
        raise ValueError(f"holds no help: {error!r}") from None


def _lines(texts: Iterable[str]) -> str:
    return ",\n".join(texts)
