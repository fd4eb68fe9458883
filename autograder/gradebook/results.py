"""What the gradebook says of a class: each learner's points in an assignment, and who has handed in nothing of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from nbgrader.api import Assignment as AssignmentRow
from nbgrader.api import BaseCell, Grade, Notebook, SubmittedAssignment, SubmittedNotebook

from autograder.gradebook.roster import Learner
from autograder.report.model import rounded


@dataclass
class Result:
    """One submission that has a score. `cells` are the points of each graded cell, by notebook and cell.

    `by_hand` says that a cell waits for a person; `without` are notebooks of which nothing was graded, as they could
    not be read; `handed_in` is in UTC without a zone, None where no time is known.
    """

    handed_in: dt.datetime | None
    cells: dict[tuple[str, str], float] = field(default_factory=dict)
    penalties: dict[str, float] = field(default_factory=dict)
    by_hand: bool = False
    without: set[str] = field(default_factory=set)

    @property
    def raw(self) -> float:
        return rounded(sum(self.cells.values()))

    @property
    def penalty(self) -> float:
        """For lateness, of all notebooks."""
        return rounded(sum(self.penalties.values()))

    @property
    def score(self) -> float:
        """What counts: never below 0."""
        return rounded(max(0.0, sum(self.cells.values()) - sum(self.penalties.values())))


def results(gradebook: Any, assignment: str) -> dict[str, Result]:
    """By learner, who has a score in the assignment; the others have handed in nothing, or nothing that could be
    graded."""
    query = (
        gradebook.db.query(
            SubmittedAssignment.student_id,
            SubmittedAssignment.timestamp,
            Notebook.name,
            SubmittedNotebook.late_submission_penalty,
            BaseCell.name,
            Grade.score,
            Grade.auto_score,
            Grade.manual_score,
            Grade.needs_manual_grade,
        )
        .join(AssignmentRow, AssignmentRow.id == SubmittedAssignment.assignment_id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == Grade.cell_id)
        .filter(AssignmentRow.name == assignment)
    )
    found: dict[str, Result] = {}
    scored: set[str] = set()
    for learner, time, notebook, penalty, cell, score, automatic, manual, by_hand in query.all():
        result = found.setdefault(learner, Result(time))
        if automatic is None and manual is None and not by_hand:
            result.without.add(notebook)
        else:
            result.cells[notebook, cell] = score
        result.penalties[notebook] = penalty or 0.0
        result.by_hand |= bool(by_hand)
        if automatic is not None or manual is not None:
            scored.add(learner)
    return {learner: result for learner, result in found.items() if learner in scored}


def people(gradebook: Any, learners: Sequence[Learner], known: Collection[str] = ()) -> list[Learner]:
    """Those of students.csv in its order, then by id who is in the gradebook besides, with what that says of them.

    With `known` only these of the others: a gradebook may be older than the class.
    """
    listed = {learner.id for learner in learners}
    others = [
        Learner(row.id, row.first_name or "", row.last_name or "", row.email or "", lms_user_id=row.lms_user_id or "")
        for row in gradebook.students
        if row.id not in listed and (not known or row.id in known)
    ]
    return [*learners, *others]
