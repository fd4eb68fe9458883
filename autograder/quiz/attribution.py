"""Whose numbers a quiz was answered with, and who handed it in.

The id in the notebook decides the numbers, since they are what its author saw. Where that is not the learner in whose
folder the notebook lies, the report says so: it may be a slip of the pen, or another's notebook.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from autograder.quiz.variants import NoLearner, identity
from autograder.report.model import ExerciseReport, SubmissionReport


def attributed(report: SubmissionReport, learner: str) -> SubmissionReport:
    """The report with a notice at each quiz that was not answered with the numbers of `learner`, who handed it in."""
    return replace(report, exercises=tuple(_attributed(exercise, learner) for exercise in report.exercises))


def notices(report: SubmissionReport) -> list[str]:
    """One line for each notice, with where it belongs."""
    place = "/".join(filter(None, (report.assignment, report.notebook)))
    return [f"{place}: {exercise.notice}" for exercise in report.exercises if exercise.notice is not None]


def learner_of(path: Path, assignment: str) -> str | None:
    """Who handed in a notebook at submitted/<learner>/<assignment>/; None for one that lies elsewhere."""
    folders = path.absolute().parent.parts[-3:]
    return folders[1] if len(folders) == 3 and (folders[0], folders[2]) == ("submitted", assignment) else None


def named(report: SubmissionReport, path: Path) -> SubmissionReport:
    """The report with the file that it is about, and with the learner where the file's folders name one."""
    learner = learner_of(path, report.assignment or path.absolute().parent.name)
    return replace(report, learner=learner, file=str(path))


def _attributed(report: ExerciseReport, learner: str) -> ExerciseReport:
    who = report.numbers_of
    try:
        same = who is None or who == identity(learner)
    except NoLearner:  # a folder's name that can be nobody's id
        same = False
    if same:
        return report
    if not who:
        return replace(
            report, notice=f"{learner} gave no id that can be read, so questions with own numbers earn nothing"
        )
    return replace(
        report, notice=f'{learner} handed in a notebook that says learner = "{who}"; graded are the numbers of {who}'
    )
