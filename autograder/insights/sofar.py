"""The course so far: its assignments side by side, and how each learner goes on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from autograder.course.model import Course
from autograder.insights.assignment import Insight, insight
from autograder.insights.book import Book
from autograder.insights.people import State
from autograder.insights.places import Places
from autograder.insights.topics import Topic, for_tomorrow, ranked


@dataclass(frozen=True)
class Way:
    """A learner's way: the share of the points of each assignment in `SoFar.assignments`, None where there is no score."""

    learner: str
    name: str
    shares: tuple[float | None, ...]
    states: tuple[State, ...]
    late: int
    missing: int


@dataclass(frozen=True)
class SoFar:
    """The assignments that have begun: somebody has handed in, or they were due. `later` are the ids of the others."""

    course: str
    made: dt.datetime
    assignments: tuple[Insight, ...]
    later: tuple[str, ...]
    tomorrow: tuple[Topic, ...]
    topics: tuple[Topic, ...]
    ways: tuple[Way, ...]


def so_far(course: Course, book: Book, places: Places, made: dt.datetime) -> SoFar:
    """Looks at all assignments. Raises CourseError for a students.csv with mistakes."""
    everything = [insight(course, assignment, book, places, made) for assignment in course.assignments]
    begun = [one for one in everything if one.is_due or any(p.standing.state is not State.MISSING for p in one.people)]
    topics = ranked([topic for one in begun for topic in one.topics])
    return SoFar(
        course.title,
        made,
        tuple(begun),
        tuple(one.assignment for one in everything if one not in begun),
        for_tomorrow(topics),
        topics,
        tuple(_ways(begun)),
    )


def _ways(begun: list[Insight]) -> list[Way]:
    by_learner = [{person.standing.learner: person for person in one.people} for one in begun]
    learners = sorted({learner for people in by_learner for learner in people})
    ways = []
    for learner in learners:
        found = [people.get(learner) for people in by_learner]
        shares = tuple(
            None if person is None or person.score is None or not one.points else person.score / one.points
            for one, person in zip(begun, found, strict=True)
        )
        states = tuple(State.MISSING if person is None else person.standing.state for person in found)
        name = next((person.standing.name for person in found if person is not None and person.standing.name), "")
        late = sum(
            person is not None and person.standing.late is not None and not person.standing.in_grace for person in found
        )
        missing = sum(s is State.MISSING and one.is_due for s, one in zip(states, begun, strict=True))
        ways.append(Way(learner, name, shares, states, late, missing))
    return ways
