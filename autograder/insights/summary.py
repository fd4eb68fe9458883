"""Insights in a terminal: what matters most, in some thirty lines."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from autograder.course.latepolicy import length
from autograder.course.learner_id import shown
from autograder.gradebook.lateness import GRACE
from autograder.insights.assignment import Insight, Person
from autograder.insights.people import State
from autograder.insights.sofar import SoFar
from autograder.insights.statistics import Spread
from autograder.insights.topics import Cause, Topic
from autograder.report.render import clean

_WIDTH, _BAR = 100, 40
_MOST_NAMES = 12


def summary(found: Insight) -> str:
    """An assignment in words."""
    lines = [f"{found.assignment}: {numbers(found)}", *_scores(found.scores), "", *_tomorrow(found.tomorrow)]
    lines += [line for line in _people(found) if line]
    return "\n".join(lines) + "\n"


def summary_so_far(found: SoFar) -> str:
    """The course in words."""
    lines = [
        f"{clean(found.course)}: {len(found.assignments)} of {len(found.assignments) + len(found.later)} assignments have begun"
    ]
    width = max((len(one.assignment) for one in found.assignments), default=0)
    for one in found.assignments:
        lines.append(f"  {one.assignment:<{width}}  median {percent(one.scores.median):>5}  {numbers(one)}")
    lines += ["", *_tomorrow(found.tomorrow)]
    behind = [way.learner for way in found.ways if way.missing > 1]
    if behind:
        lines.append(f"Without more than one assignment that was due: {_listed(behind)}")
    return "\n".join(lines) + "\n"


def numbers(found: Insight) -> str:
    """How many are graded, late, missing and so on, as one line."""
    parts = sum(person.score is not None for person in found.standing(State.UNGRADABLE))
    counts = [
        f"{found.graded} of {len(found.people)} graded{f' ({parts} of them with a notebook that cannot be read)' if parts else ''}"
    ]
    for state, words in _STATES:
        number = len(found.standing(state)) - (parts if state is State.UNGRADABLE else 0)
        counts += [f"{number} {words if state is not State.MISSING or found.is_due else _NOT_YET}"] if number else []
    late = sum(person.standing.late is not None for person in found.people)
    in_grace = sum(person.standing.in_grace for person in found.people)
    lately = f"{late} late" + (f", {in_grace} of them {GRACE}" if in_grace else "")
    slow = sum(person.standing.slow for person in found.people)
    return ", ".join([*counts, *([lately] if late else []), *([f"{slow} slow to grade"] if slow else [])])


def percent(share: float | None) -> str:
    """A share in percent; a dash for none."""
    return "–" if share is None else f"{100 * share:.0f} %"


_STATES = (
    (State.MISSING, "not handed in"),
    (State.UNGRADABLE, "cannot be graded"),
    (State.WAITING, "wait to be graded"),
    (State.OUTDATED, "handed in again since"),
)
_NOT_YET = "not handed in yet"


def _scores(scores: Spread) -> Iterator[str]:
    if scores.median is None:
        return
    yield f"Scores: median {percent(scores.median)}, half of the class from {percent(scores.lower)} to {percent(scores.upper)}"
    most = max(scores.bins)
    for number, count in enumerate(scores.bins):
        bar = "█" * max(round(_BAR * count / most), int(count > 0))
        yield f"  {10 * number:>3} to {10 * number + 10:>3} %  {bar} {count}".rstrip()


def _tomorrow(topics: Sequence[Topic]) -> Iterator[str]:
    if not topics:
        return
    yield "What to talk about:"
    for number, topic in enumerate(topics, start=1):
        yield f" {number}. {heading(topic)}"
        yield f"    {topic.reason}."
        # What is a learner's to read says "your": it is quoted.
        is_told = topic.cause is Cause.MISCONCEPTION or not topic.hint
        words = (
            f"{'Their pages say: ' if is_told else ''}{topic.hint or topic.example}"
            if topic.hint or topic.example
            else ""
        )
        yield from textwrap.wrap(
            " ".join(clean(words).split())[:400], _WIDTH, initial_indent="    ", subsequent_indent="    "
        )
    yield ""


def heading(topic: Topic) -> str:
    """Where and what it is, in a line."""
    place = f"{topic.part}, {topic.title}" if topic.title else topic.part
    said = topic.id.partition(": ")[2] if topic.title else topic.id
    kind = topic.cause.value
    return clean(f"{place}: {kind} ({said})" if topic.cause.tells_by_id else f"{place}: {kind}")


def _people(found: Insight) -> Iterator[str]:
    for state, words in _STATES:
        people = found.standing(state)
        for person in people if state is State.UNGRADABLE else ():
            yield f"{shown(person.standing.learner)}: {words}: {clean(person.standing.why)}"
        if people and state is not State.UNGRADABLE:
            words = words if state is not State.MISSING or found.is_due else _NOT_YET
            yield f"{words[0].upper()}{words[1:]}: {_listed([person.standing.learner for person in people])}"
    late = [person for person in found.people if person.standing.late is not None]
    if late:
        yield f"Late: {_listed([_late(person) for person in late], plain=True)}"
    slow = [f"{shown(p.standing.learner)} ({p.standing.seconds:g} s)" for p in found.people if p.standing.slow]
    if slow:
        yield f"Slow to grade: {_listed(slow, plain=True)}"
    yield from (f"Passed over: {clean(note)}" for note in found.notes)


def _late(person: Person) -> str:
    assert person.standing.late is not None
    within = f" ({GRACE})" if person.standing.in_grace else ""
    return f"{shown(person.standing.learner)} by {length(person.standing.late)}{within}"


def _listed(names: Sequence[str], *, plain: bool = False) -> str:
    said = [name if plain else shown(name) for name in names[:_MOST_NAMES]]
    more = len(names) - len(said)
    return ", ".join(said) + (f" and {more} more" if more else "")
