"""Scores as a CSV file: in nbgrader's columns, or as Canvas and Moodle import them."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from nbgrader.plugins import ExportPlugin

from autograder.course.model import Assignment, Course
from autograder.gradebook import lateness
from autograder.gradebook.config import nbgrader_config
from autograder.gradebook.outdated import outdated
from autograder.gradebook.penalties import policy_of
from autograder.gradebook.results import Result, people, results
from autograder.gradebook.roster import Learner, roster
from autograder.notebook import ordinary
from autograder.notebook.cells import check_id
from autograder.report.model import rounded

Format = Literal["canvas", "moodle", "csv"]
# Of `nbgrader export`, but for the last two.
_COLUMNS = (
    *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
    *("raw_score", "late_submission_penalty", "score", "max_score", "section", "exercise"),
)
# Both need these in this order and under these names; Canvas knows a learner by the first of the three ids that it has.
_CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_MOODLE = ("First name", "Last name", "ID number", "Email address")
_MOST_OF_MOODLES = 100  # points, unless an administrator allows more
_MOST_LINES = 12  # about learners without a score, in one assignment
# What spreadsheets take for the beginning of a formula, the full-width signs of East Asian keyboards included.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
# Where such a beginning comes to stand in a spreadsheet that separates by something else than commas, as German ones do:
# it knows no quotes but at the beginning of what it takes for a value.
_FORMULA_WITHIN = re.compile(r"(?<=[;|\t\r\n])(?=[\s\"]*[=+\-@＝＋－＠])")


class NothingGraded(Exception):
    """There is no score in any of the assignments; one line that says what to do."""


@dataclass(frozen=True)
class Exported:
    """`rows` with a header; `missing` are lines about submissions whose score is not there, `notes` what else is worth
    knowing."""

    rows: list[list[Any]]
    missing: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Column:
    """An assignment or one of its exercises, with the points of those who handed it in."""

    assignment: str
    exercise: str
    points: float
    scores: dict[str, float]

    @property
    def name(self) -> str:
        return f"{self.assignment}: {self.exercise}" if self.exercise else self.assignment


class CsvExport(ExportPlugin):  # type: ignore[misc]  # nbgrader has no types
    """`nbgrader export`, which would join values with commas, quotes or not, and write 0 for what was not handed in."""

    def export(self, gradebook: Any) -> None:
        path = Path(self.to or "grades.csv")
        self.log.info("Exporting grades to %s", path)
        assignments, students = (list(map(str, chosen)) for chosen in (self.assignment, self.student))
        learners = [one for one in people(gradebook, ()) if not students or one.id in students]
        entries = [one for one in gradebook.assignments if not assignments or one.name in assignments]
        found = {one.name: results(gradebook, one.name) for one in entries}
        write(path, [list(_COLUMNS[:-1]), *_assignment_rows(entries, found, learners)], encoding="utf-8")


def export(
    course: Course,
    gradebook: Any,
    assignments: Sequence[Assignment],
    form: Format,
    places: tuple[Path, Path],
    *,
    exercises: bool = False,
) -> Exported:
    """The scores of `assignments` for all learners; with `exercises` those of each exercise and quiz in their place.

    `places` are the folders submitted/ and autograded/. Raises MissingEntry for what the gradebook does not have,
    NothingGraded, and CourseError for a students.csv that cannot be used.
    """
    listed = roster(course)
    found = {one.id: results(gradebook, one.id) for one in assignments}
    if not any(found.values()):
        names = " ".join(one.id for one in assignments)
        raise NothingGraded(f"nothing of {names} is graded, so no file was written; run `autograder autograde {names}`")
    scored = {learner for result in found.values() for learner in result}
    learners = people(gradebook, listed, scored if listed else ())
    entries = [gradebook.find_assignment(one.id) for one in assignments]
    columns = [_Column(e.name, "", e.max_score, {k: r.score for k, r in found[e.name].items()}) for e in entries]
    if exercises:
        columns = [column for one in assignments for column in _exercises(one, found[one.id], places[1])]
    if form == "canvas":
        rows = list(_canvas_rows(columns, learners))
    elif form == "moodle":
        rows = list(_moodle_rows(columns, learners))
    elif exercises:
        rows = [list(_COLUMNS), *_exercise_rows(columns, entries, found, learners)]
    else:
        rows = [list(_COLUMNS[:-1]), *_assignment_rows(entries, found, learners)]
    missing = [line for one in assignments for line in _missing(one, found[one.id], learners, places)]
    missing += [line for one in assignments for line in _old_penalties(course, gradebook, one, places[1])]
    return Exported(rows, tuple(missing), tuple(_notes(form, columns, found, learners, listed, exercises)))


def write(path: Path, rows: Iterable[Sequence[Any]], *, encoding: str = "utf-8-sig") -> None:
    """Writes the file whole or not at all; Excel knows UTF-8 by its mark. Raises OSError."""
    new = path.with_name(f".{path.name}.new")
    try:
        with new.open("w", encoding=encoding, newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([_harmless(value) for value in row] for row in rows)
        os.replace(new, path)
    finally:
        new.unlink(missing_ok=True)


def _missing(
    assignment: Assignment, found: dict[str, Result], learners: Sequence[Learner], places: tuple[Path, Path]
) -> Iterator[str]:
    """A line for each submission that has no score, or that of an earlier one."""
    remedy = f"run `autograder autograde {assignment.id}`, then this again"
    handed_in = sorted(path.parent.name for path in places[0].glob(f"*/{assignment.id}") if os.path.isdir(path))
    unscored = [id for id in handed_in if id not in found]  # those as well whom the gradebook has not seen yet
    grades = f"`autograder autograde {assignment.id}` grades it, or says why not"
    if len(unscored) > _MOST_LINES:
        names = f"{', '.join(unscored[:_MOST_LINES])} and {len(unscored) - _MOST_LINES} more"
        yield f"{len(unscored)} learners: {assignment.id} was handed in, but has no score: {grades} ({names})"
    else:
        yield from (f"{id}: {assignment.id} was handed in, but has no score: {grades}" for id in unscored)
    for learner in learners:
        submitted, graded = (place / learner.id / assignment.id for place in places)
        for name in sorted(found[learner.id].without) if learner.id in found else ():
            yield (
                f"{learner.id}: {name}.ipynb of {assignment.id} has no score, and the total is without it:"
                f" `autograder autograde {assignment.id}` says why"
            )
        if learner.id in found and _is_newer(submitted, graded):
            told = found[learner.id].without
            change = outdated(assignment, submitted, sorted(graded.glob("*.ipynb")), told=told)
            if change is not None:
                yield f"{learner.id}: the score in {assignment.id} is of an earlier grading: {change}; {remedy}"


def _old_penalties(course: Course, gradebook: Any, assignment: Assignment, autograded: Path) -> Iterator[str]:
    """A line for each learner whose penalty is not what course.yml and extensions.yml say by now."""
    folders = {path.parent.name: tuple(path.glob("*.ipynb")) for path in autograded.glob(f"*/{assignment.id}")}
    policy = policy_of(assignment, nbgrader_config(course))
    for learner in sorted(lateness.behind(gradebook, course, assignment, policy, folders)):
        yield (
            f"{learner}: what lateness takes off in {assignment.id} has changed since it was entered; run"
            f" `autograder autograde {assignment.id}`, then this again"
        )


def _is_newer(submitted: Path, graded: Path) -> bool:
    """Whether a notebook came to its place after the grading: only then it is worth being read.

    The time is that of the change of the entry on disk, which no copying or unpacking sets back.
    """
    if ordinary.no_folder(submitted) is not None:
        return True  # or cannot be looked into, which is to be said
    times = [
        max((path.stat().st_ctime for path in folder.glob("*.ipynb") if os.path.isfile(path)), default=0.0)
        for folder in (submitted, graded)
    ]
    return times[0] >= times[1]


def _exercises(assignment: Assignment, found: dict[str, Result], autograded: Path) -> Iterator[_Column]:
    """nbgrader enters 0 for a notebook that was not handed in, and makes no file of it."""
    for notebook in assignment.notebooks:
        there = {id for id in found if (autograded / id / assignment.id / f"{notebook}.ipynb").is_file()}
        for part in assignment.parts(notebook):
            cell = notebook, check_id(part.id)
            scores = {id: found[id].cells[cell] for id in found if id in there and cell in found[id].cells}
            yield _Column(assignment.id, part.id, part.points, scores)


def _assignment_rows(
    entries: Sequence[Any], found: dict[str, dict[str, Result]], learners: Sequence[Learner]
) -> Iterator[list[Any]]:
    for entry in entries:
        for learner in learners:
            result = found[entry.name].get(learner.id)
            points = ["", "", ""] if result is None else [result.raw, result.penalty, result.score]
            yield [*_person(entry, result, learner), *points, rounded(entry.max_score), learner.section]


def _exercise_rows(
    columns: Sequence[_Column], entries: Sequence[Any], found: dict[str, dict[str, Result]], learners: Sequence[Learner]
) -> Iterator[list[Any]]:
    by_name = {entry.name: entry for entry in entries}
    for column in columns:
        for learner in learners:
            person = _person(by_name[column.assignment], found[column.assignment].get(learner.id), learner)
            score = column.scores.get(learner.id, "")
            yield [*person, score, "", score, column.points, learner.section, column.exercise]


def _person(entry: Any, result: Result | None, learner: Learner) -> list[Any]:
    time = "" if result is None or result.handed_in is None else result.handed_in
    return [entry.name, entry.duedate or "", time, learner.id, learner.last_name, learner.first_name, learner.email]


def _canvas_rows(columns: Sequence[_Column], learners: Sequence[Learner]) -> Iterator[list[Any]]:
    yield [*_CANVAS, *(column.name for column in columns)]
    yield ["    Points Possible", *[""] * (len(_CANVAS) - 1), *(f"{column.points:.2f}" for column in columns)]
    for learner in learners:
        name = ", ".join(filter(None, [learner.last_name, learner.first_name])) or learner.id
        yield [name, learner.lms_user_id, learner.id, learner.id, learner.section, *_points(columns, learner)]


def _moodle_rows(columns: Sequence[_Column], learners: Sequence[Learner]) -> Iterator[list[Any]]:
    yield [*_MOODLE, *(column.name for column in columns)]
    for learner in learners:
        yield [learner.first_name, learner.last_name, learner.id, learner.email, *_points(columns, learner)]


def _points(columns: Sequence[_Column], learner: Learner) -> list[str]:
    return [f"{column.scores[learner.id]:.2f}" if learner.id in column.scores else "" for column in columns]


def _notes(
    form: Format,
    columns: Sequence[_Column],
    found: dict[str, dict[str, Result]],
    learners: Sequence[Learner],
    listed: Sequence[Learner],
    exercises: bool,
) -> Iterator[str]:
    for assignment, result in found.items():
        waiting = [learner for learner in result if result[learner].by_hand]
        late = [learner for learner in result if exercises and result[learner].penalty]
        if waiting:
            yield f"{assignment}: cells wait for a grade by hand, which is missing in the points of {', '.join(waiting)}"
        if late:
            yield f"{assignment}: penalties for lateness are no exercise's, and missing here: {', '.join(late)}"
    ids = {learner.id for learner in listed}
    strangers = [learner.id for learner in learners if listed and learner.id not in ids]
    if strangers:
        yield f"not in students.csv, but in the gradebook with a score: {', '.join(strangers)}"
    if form == "csv":
        return
    formulas = [one.id for one in learners if any(_harmless(text) != text for text in (one.id, one.email))]
    if formulas:
        yield (
            "an id or email that a spreadsheet would compute stands behind an apostrophe, and will not be recognised:"
            f" {', '.join(formulas)}"
        )
    if form == "moodle":
        yield from (
            f"{column.name} has {column.points:g} points; Moodle imports up to {_MOST_OF_MOODLES} unless its administrator"
            " allows more"
            for column in columns
            if column.points > _MOST_OF_MOODLES
        )


def _harmless(value: Any) -> Any:
    """Text with an apostrophe before what a spreadsheet would compute, as OWASP advises on CSV injection; numbers as they
    are."""
    if not isinstance(value, str):
        return value
    text = _FORMULA_WITHIN.sub("'", value)
    return f"'{text}" if text.startswith(_FORMULA) else text
