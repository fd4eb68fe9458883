"""What is released beside public tests to help before grading: staged hints, and recordings of known mistakes.

A recording holds no code of an answer, see `remote.sketch`. Public tests have the same inputs for everybody, so a function
that makes a known mistake does what was recorded of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from autograder.checks.ownwork import OwnWork
from autograder.remote.sketch import Sketch, alike, sketch
from autograder.remote.student import Record

FORM = 3  # of the file; another number makes every one anew
_MOST = 4  # hints for one behaviour; more would be no help
_LONGEST = 40  # calls of one test: what makes more is told by the first of them

Behaviour = Mapping[str, Sequence[Sketch]]
"""The calls of each public test, in order."""


@dataclass(frozen=True)
class Recording:
    """A known mistake: the hint that it earns, and what it does."""

    hint: str
    behaviour: Behaviour


@dataclass(frozen=True)
class Help:
    """What one file holds. `made_from` tells what it was made from; `hints` go from a nudge to a worked step.

    `several` have one text each for mistakes of different hints that public tests do not tell apart. `own_work` is what the exercise is to be written without, as its text says too; None where all is allowed.
    """

    made_from: str
    hints: tuple[str, ...] = ()
    mistakes: tuple[Recording, ...] = ()
    own_work: OwnWork | None = None
    several: tuple[Recording, ...] = ()


def behaviour_of(records: Iterable[Record]) -> list[Sketch]:
    """What one test saw."""
    return [sketch(record) for record, _ in zip(records, range(_LONGEST), strict=False)]


def behave_alike(one: Behaviour, other: Behaviour) -> bool:
    return one.keys() == other.keys() and all(alike(list(one[name]), list(other[name])) for name in one)


def unambiguous(mistakes: Iterable[Recording]) -> list[Recording]:
    """One for each behaviour; none where those that behave alike have different hints."""
    return [Recording(hints[0], behaviour) for hints, behaviour in _hints_by_behaviour(mistakes) if len(hints) == 1]


def ambiguous(mistakes: Iterable[Recording]) -> list[Recording]:
    """One for each behaviour of mistakes with different hints, with all of these unless they are many."""
    found = _hints_by_behaviour(mistakes)
    return [Recording(_any_of(hints), behaviour) for hints, behaviour in found if 1 < len(hints) <= _MOST]


def _hints_by_behaviour(mistakes: Iterable[Recording]) -> list[tuple[list[str], Behaviour]]:
    kept: list[tuple[list[str], Behaviour]] = []
    for mistake in mistakes:
        same = next((hints for hints, other in kept if behave_alike(mistake.behaviour, other)), None)
        if same is None:
            kept.append(([mistake.hint], mistake.behaviour))
        elif mistake.hint not in same:
            same.append(mistake.hint)
    return kept


def _any_of(hints: Iterable[str]) -> str:
    return "\n".join(["Several mistakes look like this here. It may be one of them:", *(f"– {hint}" for hint in hints)])


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
    return json.dumps({"hint": mistake.hint, "tests": tests}, ensure_ascii=False)


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
                    entry["hint"], {name: [calls[i] for i in numbers] for name, numbers in entry["tests"].items()}
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
