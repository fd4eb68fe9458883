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

FORM = 2  # of the file; another number makes every one anew
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

    `own_work` is what the exercise is to be written without, as its text says too; None where all is allowed.
    """

    made_from: str
    hints: tuple[str, ...] = ()
    mistakes: tuple[Recording, ...] = ()
    own_work: OwnWork | None = None


def behaviour_of(records: Iterable[Record]) -> list[Sketch]:
    """What one test saw."""
    return [sketch(record) for record, _ in zip(records, range(_LONGEST), strict=False)]


def behave_alike(one: Behaviour, other: Behaviour) -> bool:
    return one.keys() == other.keys() and all(alike(list(one[name]), list(other[name])) for name in one)


def unambiguous(mistakes: Iterable[Recording]) -> list[Recording]:
    """One for each behaviour; none where those that behave alike have different hints."""
    kept: list[tuple[set[str], Behaviour]] = []
    for mistake in mistakes:
        same = next((hints for hints, other in kept if behave_alike(mistake.behaviour, other)), None)
        if same is None:
            kept.append(({mistake.hint}, mistake.behaviour))
        else:
            same.add(mistake.hint)
    return [Recording(hints.pop(), behaviour) for hints, behaviour in kept if len(hints) == 1]


def to_json(help: Help) -> str:
    """A file's text: calls that several mistakes have in common stand there once."""
    calls: dict[str, int] = {}
    entries = []
    for mistake in help.mistakes:
        tests = {
            name: [calls.setdefault(json.dumps(call), len(calls)) for call in seen]
            for name, seen in mistake.behaviour.items()
        }
        entries.append(json.dumps({"hint": mistake.hint, "tests": tests}, ensure_ascii=False))
    hints = [json.dumps(hint, ensure_ascii=False) for hint in help.hints]
    parts = {"hints": hints, "calls": calls, "mistakes": entries}
    lists = ",\n".join(f'"{name}": [\n{_lines(part)}]' for name, part in parts.items())
    own = f'"own_work": {json.dumps(asdict(help.own_work))},\n' if help.own_work else ""
    return f'{{"form": {FORM}, "made_from": "{help.made_from}",\n{own}{lists}}}\n'


def from_json(text: str) -> Help:
    """What a file holds. Raises ValueError for a text that has another form."""
    try:
        root: Any = json.loads(text)
        if root["form"] != FORM:
            raise ValueError(f"has the form {root['form']}, not {FORM}")
        calls = root["calls"]
        mistakes = [
            Recording(entry["hint"], {name: [calls[i] for i in numbers] for name, numbers in entry["tests"].items()})
            for entry in root["mistakes"]
        ]
        own = root.get("own_work")
        without = None
        if own is not None:
            names, ops, libraries = (tuple(map(str, own[key])) for key in ("names", "ops", "libraries"))
            without = OwnWork(names, ops, bool(own["elementary"]), libraries)
        return Help(str(root["made_from"]), tuple(map(str, root["hints"])), tuple(mistakes), without)
    except (AttributeError, LookupError, TypeError) as error:
        raise ValueError(f"holds no help: {error!r}") from None


def _lines(texts: Iterable[str]) -> str:
    return ",\n".join(texts)
