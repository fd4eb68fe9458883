"""What the kept reports say: mistakes that learners share, and quizzes that were answered with somebody else's numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course.learner_id import shown
from autograder.course.model import Assignment
from autograder.report.model import ExerciseReport, SubmissionReport, Verdict, from_json
from autograder.report.store import path_of
from autograder.similar.numbers import FORMS
from autograder.similar.piece import Key, Piece

# Verdicts of work that was done and is wrong.
_WRONG = (Verdict.FAILED, Verdict.ERROR, Verdict.TIMEOUT, Verdict.CRASHED)
_NO_ANSWER = "No answer was given"  # as a quiz's message for it begins
# In lines, for an exercise and for a question: one mistake is not followed by the next, as one line is.
_MISTAKE, _ANSWER = 2.0, 1.0


@dataclass(frozen=True)
class Reported:
    """What the reports on one learner's work say: mistakes, in words by their keys; whose numbers; what cannot be read.

    `numbers` has, by quiz, the id in a notebook that is not the learner's; `answers`, by quiz and question, those with
    numbers in them, in the other quizzes.
    """

    pieces: tuple[Piece, ...] = ()
    words: tuple[tuple[Key, str], ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    kept: int = 0
    answers: tuple[tuple[str, str, str], ...] = ()


def reported(root: Path, assignment: Assignment, learner: str) -> Reported:
    """Reads the reports of the last grading."""
    words: dict[Key, str] = {}
    pieces: list[Piece] = []
    numbers, notes, answers, kept = [], [], [], 0
    seen: set[object] = set()
    quizzes = {quiz.id for quiz in assignment.quizzes}
    for notebook in assignment.notebooks:
        path = path_of(root, assignment.id, learner, notebook)
        if not path.exists():
            continue
        try:
            report: SubmissionReport = from_json(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            name = f"{path.parent.name}/{path.name}"
            notes.append(f"{shown(name)}: the report cannot be read; grade the notebook again with --force")
            continue
        kept += 1
        for exercise in report.exercises:
            found = _answers(exercise) if exercise.id in quizzes else _mistake(exercise, seen)
            words |= dict(found)
            pieces += [Piece(key, notebook, -1, 0, 0) for key, _ in found]
            if exercise.notice is not None and exercise.numbers_of:
                numbers.append((exercise.id, exercise.numbers_of))
            elif exercise.numbers_of and exercise.id in quizzes:
                answers += [(exercise.id, *it) for it in _with_numbers(exercise)]
    return Reported(tuple(pieces), tuple(words.items()), tuple(numbers), tuple(notes), kept, tuple(answers))


def _mistake(report: ExerciseReport, seen: set[object]) -> list[tuple[Key, str]]:
    """The exercise's known mistake and failed tests, as one.

    Nothing where all is lost and nobody knows by what: a notebook that stops at its top fails everywhere. And nothing
    for what was `seen` of this learner before: who makes one mistake everywhere makes it once.
    """
    failed = sorted(test.id for test in report.tests if test.verdict in _WRONG)
    known = "" if report.diagnosis is None else report.diagnosis.id
    which: object = known or tuple(failed)
    if not failed or which in seen or not (known or len(failed) < len(report.tests)):
        return []
    seen.add(which)
    what = f"the known mistake {known}" if known else "no known mistake"
    words = f"{report.id}: {what}, and the same {_tests(len(failed))} failed"
    return [(Key("mistake", "\0".join([report.id, known, *failed]), _MISTAKE), words)]


def _tests(count: int) -> str:
    return "test" if count == 1 else f"{count} tests"


def _with_numbers(report: ExerciseReport) -> Iterator[tuple[str, str]]:
    """The questions to which answers with numbers in them were given, with these."""
    for test in report.tests:
        if test.answer is not None and test.answer.form in FORMS and test.answer.given is not None:
            yield test.answer.question, test.answer.given


def _answers(report: ExerciseReport) -> Sequence[tuple[Key, str]]:
    """The quiz's wrong answers. What a wrong answer is told says which one it was."""
    return [
        (
            Key("mistake", "\0".join([report.id, test.id, test.words]), _ANSWER),
            f"{report.id}: the same wrong answer to {test.id}",
        )
        for test in report.tests
        if test.verdict is Verdict.FAILED and not test.words.startswith(_NO_ANSWER)
    ]
