"""Penalties for lateness: nbgrader's step of autograding with our due dates and times, and the same for whole classes.

What `late:` in course.yml says alone counts, where there is such an entry; else nbgrader's plugin decides.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Collection
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.plugins import BasePlugin
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy.exc import DBAPIError
from traitlets.config import Config

from autograder.course.latepolicy import LatePolicy
from autograder.course.model import Assignment, Course
from autograder.gradebook import late
from autograder.gradebook.transaction import Shared
from autograder.report.model import rounded


class Penalty(AssignLatePenalties):  # type: ignore[misc]  # nbgrader has no types
    """nbgrader's penalty for one notebook, in two decimals as scores are; by `policy`, or by nbgrader's plugin without
    one."""

    policy: LatePolicy | None = None

    def init_plugin(self) -> None:
        if self.policy is None:
            super().init_plugin()
        else:
            self.plugin_inst = _ByPolicy(self.policy, parent=self)

    def _check_late_penalty(self, notebook: Any, penalty: float) -> float:
        return rounded(float(super()._check_late_penalty(notebook, penalty)))


class _ByPolicy(BasePlugin):  # type: ignore[misc]
    """A policy of course.yml in the place of nbgrader's plugin."""

    def __init__(self, policy: LatePolicy, **settings: Any) -> None:
        super().__init__(**settings)
        self._policy = policy

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float | None:
        return points_off(self._policy, score, dt.timedelta(seconds=total_seconds_late))


def points_off(policy: LatePolicy, score: float, late_by: dt.timedelta) -> float | None:
    """The points that are taken off a notebook's score; None for nothing."""
    percent = policy.percent(late_by)
    return rounded(score * percent / 100) if percent else None


def unused(assignment: Assignment, config: Config) -> str | None:
    """One line where nbgrader_config.py says how lateness is penalised, and course.yml does as well."""
    set_there = _set_there(config)
    if assignment.late is None or not set_there:
        return None
    return f"{assignment.id}: `late:` in course.yml says what lateness takes off; {set_there[0]} in nbgrader_config.py is not asked"


def policy_of(assignment: Assignment, config: Config) -> LatePolicy | None:
    """What decides: `late:` in course.yml, or a policy that takes nothing off; None where nbgrader's plugin does."""
    if assignment.late is not None:
        return assignment.late
    return None if _set_there(config) else LatePolicy()


def _set_there(config: Config) -> list[str]:
    return [name for name in ("LateSubmissionPlugin", "AssignLatePenalties") if config.get(name)]


def reassessed(
    gradebook: Any,
    shared: Shared,
    db_url: str,
    course: Course,
    assignment: Assignment,
    config: Config,
    current: Collection[late.Submission],
) -> list[tuple[str, str]]:
    """Works out every penalty of the assignment again; those for whom that fails, each with the reason.

    For `current`, whose scores are those of what they have handed in, timestamp.txt counts; for the others the time
    that the gradebook has.
    """
    lying = {submission.learner: submission for submission in current}
    times, failed = {}, []
    for learner, submission in lying.items():
        try:
            times[learner] = late.counted(course, config, submission)
        except late.TimestampError as error:
            failed.append((learner, str(error)))
    by_learner: dict[str, list[late.Row]] = {}
    for row in late.rows(gradebook, assignment):
        by_learner.setdefault(row.learner, []).append(row)
    for learner, rows in by_learner.items():
        new_time = learner in times and times[learner] != rows[0].handed_in
        if not new_time and not any(row.is_late or row.penalty is not None for row in rows):
            continue
        try:
            with shared.holding():
                if new_time:
                    late.enter_time(gradebook, lying[learner], times[learner])
                folder = lying[learner].folder if learner in lying else None
                _penalise(gradebook, db_url, assignment, config, learner, folder)
        except DBAPIError:
            raise
        except Exception as error:  # noqa: BLE001  the course's own method of penalties raises what it likes
            failed.append((learner, f"its lateness: {error or type(error).__name__}"))
    return failed


def _penalise(
    gradebook: Any, db_url: str, assignment: Assignment, config: Config, learner: str, folder: Path | None
) -> None:
    for row in list(late.rows(gradebook, assignment, learner)):
        handed_in = folder is None or (folder / f"{row.notebook}.ipynb").exists()
        if row.is_late and handed_in:
            names = {"notebook": row.notebook, "assignment": assignment.id, "student": learner, "db_url": db_url}
            step = Penalty(config=config, log=logging.Logger("autograder.gradebook.late", logging.ERROR))
            step.policy = assignment.late
            step.preprocess(NotebookNode(cells=[]), {"nbgrader": names})
        elif row.penalty is not None:
            entry = gradebook.find_submission_notebook(row.notebook, assignment.id, learner)
            entry.late_submission_penalty = None
            gradebook.db.commit()
