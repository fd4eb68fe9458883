"""The kept reports of an assignment. One that is broken or of another age is a line, and stops nobody.

They are read as what they must be: what a class did is counted from these fields alone.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from autograder.course.learner_id import shown, unusable
from autograder.course.model import Assignment
from autograder.notebook import ordinary
from autograder.report.model import SCHEMA, Verdict
from autograder.report.store import folder_of

_LARGEST = 32 * 2**20  # bytes of a report: pictures and messages have limits of their own
Positive = Annotated[float, Meta(ge=0)]


class KeptAnswer(Struct, frozen=True):
    question: str
    form: str
    given: str | None
    right: str | None
    unread: bool = False


class KeptTest(Struct, frozen=True):
    id: str
    title: str
    weight: Positive
    visibility: str
    verdict: Verdict
    message: str | None = None
    answer: KeptAnswer | None = None

    @property
    def name(self) -> str:
        """The test with its file: public and hidden ones may share an id."""
        return f"test_{self.visibility}::{self.id}"


class KeptDiagnosis(Struct, frozen=True):
    id: str
    hint: str


class KeptExercise(Struct, frozen=True):
    id: str
    verdict: Verdict
    score: Positive | None
    points: Positive
    tests: tuple[KeptTest, ...]
    diagnosis: KeptDiagnosis | None = None
    numbers_of: str | None = None
    because: str | None = None


class KeptReport(Struct, frozen=True):
    """What is counted of one report; README describes all of it."""

    notebook: str
    score: Positive | None
    points: Positive
    exercises: tuple[KeptExercise, ...]
    error: str | None = None
    seconds: Positive | None = None


class _Age(Struct):
    schema: int


@dataclass(frozen=True)
class Kept:
    """The reports by learner and notebook, in the course's order of notebooks, and a line for each that cannot be used."""

    reports: Mapping[str, Mapping[str, KeptReport]]
    problems: tuple[str, ...]


def kept(root: Path, assignment: Assignment) -> Kept:
    """Reads the reports of an assignment; `root` is the course's folder."""
    reports: dict[str, dict[str, KeptReport]] = {}
    problems: list[str] = []
    folder = folder_of(root, assignment.id)
    for learner in _names(folder):
        if unusable(learner) is not None:  # grading made no such folder
            problems.append(f"{shown(str((folder / learner).relative_to(root)))}: is no learner's; remove it")
            continue
        for notebook in assignment.notebooks:
            path = folder / learner / f"{notebook}.json"
            if not os.path.lexists(path):
                continue
            try:
                report = _read(path)
                reports.setdefault(learner, {})[notebook] = report
                problem = _other_course(report, assignment, notebook)
            except _UnusableError as error:
                problem = str(error)
            if problem is not None:
                problems.append(f"{shown(str(path.relative_to(root)))}: {problem}; run {_remedy(assignment, learner)}")
    return Kept(reports, tuple(problems))


class _UnusableError(Exception):
    pass


def _read(path: Path) -> KeptReport:
    try:
        data = ordinary.read(path, _LARGEST + 1)
        if len(data) > _LARGEST:
            raise _UnusableError("is too large for a report")
        if rb"\ud" in data:  # perhaps half a character of a message, which no encoding can carry
            data = json.dumps(json.loads(data), ensure_ascii=False).encode("utf-8", "replace")
        age = msgspec.json.decode(data, type=_Age).schema
        if age != SCHEMA:
            raise _UnusableError(f"has schema {age}, and this version reads {SCHEMA}")
        return msgspec.json.decode(data, type=KeptReport)
    except ordinary.NotOrdinary as problem:
        raise _UnusableError(str(problem)) from None
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise _UnusableError(f"is no report ({' '.join(str(error).split())[:200]})") from None


def _other_course(report: KeptReport, assignment: Assignment, notebook: str) -> str | None:
    """Where a report is not of the assignment as course.yml has it now. Its scores are counted as they are."""
    if report.notebook != notebook:
        return f"is about another notebook, {shown(report.notebook[:100])}"
    found = {exercise.id: exercise.points for exercise in report.exercises}
    wanted = {part.id: part.points for part in assignment.parts(notebook)}
    if report.exercises and found != wanted:
        return "was made when course.yml had other exercises or points"
    return None


def _remedy(assignment: Assignment, learner: str) -> str:
    return f"`autograder autograde {assignment.id} --force --student {shown(learner)}`"


def _names(folder: Path) -> list[str]:
    try:
        return sorted(entry.name for entry in os.scandir(folder) if entry.is_dir(follow_symlinks=False))
    except OSError:
        return []
