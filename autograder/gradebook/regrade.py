"""One exercise graded anew for the class: who would change is seen before anything is entered.

For after a mended test. What was handed in is the same, so each other score stays as it was entered, by hand or not,
and the kept report changes in this one exercise alone.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Assignment as AssignmentRow
from nbgrader.api import BaseCell, Grade, Notebook, SubmittedAssignment, SubmittedNotebook

from autograder.course.model import Assignment, Course, Exercise, Quiz
from autograder.course.released import released
from autograder.gradebook import ledger
from autograder.gradebook.autograde import Progress, handed_in
from autograder.gradebook.config import nbgrader_config
from autograder.gradebook.conversion import Notices, alone, convert
from autograder.gradebook.outdated import outdated
from autograder.gradebook.penalties import reassessed
from autograder.gradebook.stamps import FILE as STAMPS
from autograder.gradebook.standing import Room, agree, differs_only_in, origins, room_for
from autograder.gradebook.transaction import opened_once, unwritable
from autograder.grading import grade as grading
from autograder.grading.ahead import Ahead, working_ahead
from autograder.grading.grade import Result
from autograder.grading.judges import pool_of_judges
from autograder.handin.folder import unreadable
from autograder.notebook import ordinary
from autograder.notebook.cells import check_id, restore
from autograder.notebook.file import read
from autograder.report import store as kept
from autograder.report.model import SubmissionReport, from_json, submission_report


@dataclass(frozen=True)
class Regraded:
    """A learner's score for the exercise; `by_hand` is the one that a person gave, which stands, or None."""

    learner: str
    before: float | None
    after: float
    by_hand: float | None


@dataclass(frozen=True)
class Regrading:
    """Who was graded anew, and who could not be (with the reason). `entered` says whether it is in the gradebook."""

    graded: tuple[Regraded, ...]
    failed: tuple[tuple[str, str], ...]
    entered: bool

    @property
    def changed(self) -> tuple[Regraded, ...]:
        return tuple(one for one in self.graded if one.before != one.after)


@dataclass(frozen=True)
class _Work:
    """A learner's notebook, which is still the one that was graded, and the report on it."""

    learner: str
    path: Path
    report: SubmissionReport


def regrade(
    course: Course,
    assignment: Assignment,
    part: Exercise | Quiz,
    *,
    enter: bool,
    jobs: int = 1,
    progress: Progress = lambda total, failed: None,
) -> Regrading:
    """Grades an exercise or quiz anew for everybody whose graded notebook has it; with `enter`, the gradebook gets it.

    Raises LookupError where nothing was handed in, NoGraders, and GradebookError.
    """
    config = nbgrader_config(course)
    submitted = {hand_in.learner: hand_in for hand_in in handed_in(course, assignment, config).hand_ins}
    with contextlib.chdir(course.root), opened_once() as shared:
        room = room_for(course, assignment, config, "cpu", submitted, shared)
        with room.gradebook() as gradebook:
            agree(room, gradebook)
            scores = _scores(gradebook, assignment, part)
            held = ledger.scores(gradebook, assignment)
        origin = origins(room)
        works, failed = _works(room, part)
        pool = pool_of_judges(course, [assignment.id], "cpu", min(jobs, len(works) or 1))
        graded = []
        with working_ahead(pool, "cpu") as ahead:
            for work in works:
                ahead.add(assignment, work.path)
            for work in works:
                ahead.wait([work.path])
                score, reason = _anew(room, part, work, ahead, origin[work.learner], enter=enter)
                if score is None:
                    failed[work.learner] = reason
                else:
                    graded.append(Regraded(work.learner, *_both(scores, work.learner, score)))
                    if enter:
                        _stamp(room, part, work.learner, origin[work.learner], held.get(work.learner))
                ahead.forget([work.path])
                progress(len(works), score is None)
        if enter:
            with room.gradebook() as gradebook:
                current = room.lying(one.learner for one in graded)
                failed |= reassessed(gradebook, shared, room.place().db_url, course, assignment, config, current)
    return Regrading(tuple(graded), tuple(sorted(failed.items())), enter)


def _works(room: Room, part: Exercise | Quiz) -> tuple[list[_Work], dict[str, str]]:
    """What can be graded anew, and whose cannot, with the reason; who did not hand in the notebook is in neither."""
    works, failed = [], {}
    again = f"run `autograder autograde {room.assignment.id}`"
    for learner, hand_in in room.submitted.items():
        path = hand_in.folder / f"{part.notebook}.ipynb"
        if path not in hand_in.notebooks and hand_in.refused is None:
            continue
        graded = sorted(room.destination(learner).glob("*.ipynb"))
        unread = {other.stem: str(error) for other, error in unreadable(hand_in.notebooks).items()}
        change = hand_in.refused or unread.get(part.notebook)
        change = change or outdated(room.assignment, hand_in.folder, graded, told=unread)
        report = None if change else _report(room, learner, part)
        if change or report is None:
            failed[learner] = f"{change or 'its report is not that of these exercises'}; {again}"
        else:
            works.append(_Work(learner, path, report))
    return works, failed


def _report(room: Room, learner: str, part: Exercise | Quiz) -> SubmissionReport | None:
    """The kept report of the notebook; None for one that cannot be read, or is of other exercises or points."""
    try:
        path = kept.path_of(room.course.root, room.assignment.id, learner, part.notebook)
        report = from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    parts = {it.id: it.points for it in room.assignment.parts(part.notebook)}
    whole = {it.id: it.points for it in report.exercises if it.score is not None} == parts
    return report if whole else None


def _anew(
    room: Room, part: Exercise | Quiz, work: _Work, ahead: Ahead, origin: str, *, enter: bool
) -> tuple[float | None, str]:
    """The new score; None with the reason. With `enter`, nbgrader's converter writes notebook, report and gradebook."""
    nb = restore(read(work.path, own=ordinary.HANDED_IN), released(room.assignment, part.notebook))
    report, outputs = ahead.take(room.assignment, part.notebook, nb)
    score = next((it.score for it in report.exercises if it.id == part.id), None)
    if score is None:
        return None, f"the grader failed, not the learner ({report.error or 'see `autograder grade` of the file'})"
    if not enter:
        return score, ""
    result = _with_only(work.report, report, part), outputs
    with alone(room.course.root), _given(result, ahead):
        entered = convert(room, room.submitted[work.learner], origin, Notices(), keep=False, notebook=part.notebook)
    return (score, "") if entered.reason is None else (None, entered.reason)


def _stamp(room: Room, part: Exercise | Quiz, learner: str, origin: str, held: str | None) -> None:
    """Remembers that the submission is graded from what is there now, unless more has changed than this exercise's
    grader.

    `held` are the scores that the gradebook had of it before.
    """
    before = room.stamps.get(learner)
    if before is None or before[1] != held or not differs_only_in(part.id, before[0], origin):
        return
    with alone(room.course.root), room.gradebook() as gradebook:
        scores = ledger.scores(gradebook, room.assignment, learner).get(learner, "")
        try:
            room.stamps.set(learner, origin, scores)
        except OSError as error:
            raise unwritable(error, STAMPS) or error from None


def _with_only(before: SubmissionReport, now: SubmissionReport, part: Exercise | Quiz) -> SubmissionReport:
    """The report as it was, but for one exercise."""
    new = {it.id: it for it in now.exercises if it.id == part.id}
    parts = tuple(new.get(it.id, it) for it in before.exercises)
    return submission_report(str(now.assignment), now.notebook, now.device, now.isolation, parts, now.stopped)


@contextlib.contextmanager
def _given(result: Result, ahead: Ahead) -> Iterator[None]:
    """Within, the converter takes this result instead of having the notebook graded."""

    def take(assignment: Assignment, notebook: str, nb: NotebookNode) -> Result:
        return result

    grading.set_ahead(take)
    try:
        yield
    finally:
        grading.set_ahead(ahead.take)


def _both(
    scores: dict[str, tuple[float | None, float | None]], learner: str, new: float
) -> tuple[float | None, float, float | None]:
    before, by_hand = scores.get(learner, (None, None))
    return before, new, by_hand


def _scores(
    gradebook: Any, assignment: Assignment, part: Exercise | Quiz
) -> dict[str, tuple[float | None, float | None]]:
    """By learner: the automatic score and the one given by hand."""
    query = (
        gradebook.db.query(SubmittedAssignment.student_id, Grade.auto_score, Grade.manual_score)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(AssignmentRow, AssignmentRow.id == SubmittedAssignment.assignment_id)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == Grade.cell_id)
        .filter(AssignmentRow.name == assignment.id, Notebook.name == part.notebook)
        .filter(BaseCell.name == check_id(part.id))
    )
    return {learner: (auto, by_hand) for learner, auto, by_hand in query.all()}
