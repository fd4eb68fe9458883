"""An assignment at a glance: everything that its page, its summary and its files show, worked out once."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from autograder.course.model import Assignment, Course, Quiz
from autograder.insights.book import Book
from autograder.insights.items import Answers, Attempt, Item, attempts, exercise_items, quiz_item, quiz_items
from autograder.insights.kept import Kept, KeptReport, kept
from autograder.insights.people import Standing, State, attendance
from autograder.insights.places import Places
from autograder.insights.statistics import Spread, spread
from autograder.insights.topics import Cause, Topic, exercise_topics, for_tomorrow, quiz_topics, ranked
from autograder.report.model import Verdict, rounded

if TYPE_CHECKING:  # it loads torch
    from autograder.quiz.question import Question


@dataclass(frozen=True)
class Result:
    """What a learner reached in an exercise or quiz; `mistake` is the id of a known one, "" for none."""

    part: str
    verdict: Verdict
    score: float | None
    points: float
    mistake: str


@dataclass(frozen=True)
class Person:
    """A learner with the standing of the work, the points as graded, and those in the gradebook where these differ.

    `pages` has for each feedback page that there is the notebook and its address, from the folder of the insights.
    """

    standing: Standing
    score: float | None
    in_gradebook: float | None
    results: tuple[Result, ...]
    pages: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Insight:
    """An assignment of a class at the moment `made`. `points` are its points, `items` are in the course's order.

    `scores` are shares of the points of all who have a score; `problems` are lines about what could not be used.
    """

    course: str
    assignment: str
    made: dt.datetime
    due: dt.datetime | None
    points: float
    scores: Spread
    tomorrow: tuple[Topic, ...]
    topics: tuple[Topic, ...]
    items: tuple[Item, ...]
    questions: tuple[Answers, ...]
    people: tuple[Person, ...]
    notes: tuple[str, ...]
    problems: tuple[str, ...]

    def standing(self, state: State) -> tuple[Person, ...]:
        return tuple(person for person in self.people if person.standing.state is state)

    @property
    def misconceptions(self) -> tuple[Topic, ...]:
        """The known mistakes that were made, most frequent first."""
        found = [topic for topic in self.topics if topic.cause is Cause.MISCONCEPTION]
        return tuple(sorted(found, key=lambda topic: -len(topic.learners)))

    @property
    def is_due(self) -> bool:
        return self.due is not None and self.due <= self.made

    @property
    def graded(self) -> int:
        return self.scores.count


def insight(course: Course, assignment: Assignment, book: Book, places: Places, made: dt.datetime) -> Insight:
    """Looks at one assignment. Raises CourseError for a students.csv with mistakes."""
    found = kept(course.root, assignment)
    here = attendance(course, assignment, found, book, places)
    tried = attempts(assignment, found.reports)
    items, questions, topics, problems = _looked_at(assignment, tried)
    people = tuple(_person(places, assignment, standing, found, book) for standing in here.standings)
    points = rounded(sum(part.points for name in assignment.notebooks for part in assignment.parts(name)))
    scores = [person.score / points for person in people if person.score is not None and points]
    rank = ranked(topics)
    return Insight(
        course.title,
        assignment.id,
        made,
        assignment.due,
        points,
        spread(scores),
        for_tomorrow(rank),
        rank,
        tuple(items),
        tuple(questions),
        people,
        here.notes,
        (*found.problems, *problems),
    )


def _looked_at(
    assignment: Assignment, tried: Mapping[str, Sequence[Attempt]]
) -> tuple[list[Item], list[Answers], list[Topic], list[str]]:
    items: list[Item] = []
    questions: list[Answers] = []
    topics: list[Topic] = []
    problems: list[str] = []
    for name in assignment.notebooks:
        for part in assignment.parts(name):
            done = tried[part.id]
            if not isinstance(part, Quiz):
                items += exercise_items(part, done)
                topics += exercise_topics(assignment.id, part, done)
                continue
            texts = _texts(part, problems) if done else {}
            asked = quiz_items(part.id, part.points, done, texts)
            items += [quiz_item(part.id, part.points, done), *(answers.item for answers in asked)]
            questions += asked
            topics += quiz_topics(assignment.id, part, done, asked, texts)
            problems += _without_answers(assignment, part, done)
    return items, questions, topics, problems


def _texts(quiz: Quiz, problems: list[str]) -> dict[str, Question]:
    """The quiz's questions by id; where its file cannot be read, none, and a line that says so."""
    from autograder.quiz.questions import QuizError, load

    try:
        return {question.id: question for question in load(quiz.questions).questions}
    except (QuizError, OSError) as error:
        problems.append(f"the texts of {quiz.id} are not shown: {' '.join(str(error).split())}")
        return {}


def _without_answers(assignment: Assignment, quiz: Quiz, tried: Sequence[Attempt]) -> list[str]:
    """A line for reports of an earlier version, which kept no answers."""
    old = [a.learner for a in tried if a.work.numbers_of != "" and all(test.answer is None for test in a.work.tests)]
    if not old:
        return []
    return [
        f"the reports on {quiz.id} of {len(old)} learners say nothing of their answers: they were made by an earlier version;"
        f" run `autograder autograde {assignment.id} --force`"
    ]


def _person(places: Places, assignment: Assignment, standing: Standing, found: Kept, book: Book) -> Person:
    reports = found.reports.get(standing.learner, {})
    score = _score(reports)
    entry = book.entries.get(assignment.id, {}).get(standing.learner)
    other = None if entry is None or score is None or abs(entry.score - score) < 0.005 else entry.score
    results = [
        Result(
            work.id,
            work.verdict,
            work.score,
            work.points,
            work.diagnosis.id if work.diagnosis is not None else "",
        )
        for report in reports.values()
        for work in report.exercises
    ]
    return Person(standing, score, other, tuple(results), tuple(_pages(places, assignment, standing.learner)))


def _score(reports: Mapping[str, KeptReport]) -> float | None:
    """What all notebooks earned; None where one of them has no score, or where there are none."""
    scores = [report.score for report in reports.values()]
    known = [score for score in scores if score is not None]
    return rounded(sum(known)) if scores and len(known) == len(scores) else None


def _pages(places: Places, assignment: Assignment, learner: str) -> list[tuple[str, str]]:
    pages = [(name, places.feedback / learner / assignment.id / f"{name}.html") for name in assignment.notebooks]
    start = places.page(assignment.id).parent
    return [(name, quote(os.path.relpath(page, start))) for name, page in pages if page.is_file()]
