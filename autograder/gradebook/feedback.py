"""Feedback pages: for each notebook that was graded one page that holds everything itself, and nothing beside it.

The page is made from what is there now: the graded notebook, the gradebook's scores and comments, and the policy of
course.yml. `nbgrader generate_feedback` makes the same pages, see `learnerpages`.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import MissingEntry
from sqlalchemy.exc import DBAPIError

from autograder.course.model import Assignment, Course
from autograder.gradebook import lateness
from autograder.gradebook.attempts import Attempts
from autograder.gradebook.config import nbgrader_config
from autograder.gradebook.learnerpages import FeedbackExporter, refuse, remove
from autograder.gradebook.penalties import policy_of
from autograder.gradebook.refused import changed
from autograder.gradebook.transaction import Shared, opened_once, unwritable

_LATE = "what its lateness takes off has changed: the due date, an extension, `late:` or a score"
Progress = Callable[[int, bool], None]


@dataclass(frozen=True)
class Feedback:
    """The folders whose pages were written, and learners without pages (with the reason).

    `outdated` are learners whose pages show a grading that is older than what it was made from (with what has changed),
    `refused` those whose pages say why something was not graded (with that reason), `waiting` those of them of whom the
    rest waits to be graded.
    """

    written: tuple[Path, ...]
    failed: tuple[tuple[str, str], ...]
    outdated: tuple[tuple[str, str], ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    waiting: tuple[tuple[str, str], ...] = ()


def give_feedback(
    course: Course,
    assignment: Assignment,
    *,
    students: Sequence[str] = (),
    progress: Progress = lambda total, failed: None,
) -> Feedback:
    """Writes the pages of `students`, by default of all who handed in; `progress` as in `autograde`.

    Raises LookupError for a learner who has nothing graded and nothing handed in, and GradebookError.
    """
    config = nbgrader_config(course)
    with contextlib.chdir(course.root), opened_once() as shared:
        converter = _converter(course, assignment, config)
        place = converter.coursedir
        submitted = course.root / place.submitted_directory
        graded = _graded(course, converter, assignment, students)
        handed_in = {path.parent.name for path in submitted.glob(f"*/{assignment.id}")}
        everybody = sorted({*graded, *(name for name in handed_in if not students or name in students)})
        attempts = Attempts(course, assignment)
        folders = {name: submitted / name / assignment.id for name in graded}
        # A page that shows a learner's last attempt is as it should be.
        shown = [name for name in graded if not attempts.is_spent_in(name, folders[name])]
        changes = dict.fromkeys(graded) | {
            name: changed(course, assignment, place, name, graded[name]) for name in shown
        }
        changes |= {
            name: _LATE for name in _behind(shared, converter, course, assignment, graded) if changes[name] is None
        }
        written, failed, refusals = [], [], []
        waits: dict[str, str | None] = {}
        for student in everybody:
            notebooks = graded.get(student, ())
            target = Path(converter._format_dest(assignment.id, student))
            try:
                if notebooks:
                    _write(converter, student, assignment, notebooks)
                why = refuse(course, assignment, place, student, [path.stem for path in notebooks], target)
            except Exception as error:  # noqa: BLE001  nbgrader raises what it likes; the class goes on
                stop = unwritable(error, place.db_url)
                if stop is not None:
                    raise stop from None
                failed.append((student, _reason(error, assignment)))
            else:
                if why is not None:
                    refusals.append((student, why.reason))
                    if not notebooks:
                        waits[student] = changed(course, assignment, place, student, ())
                if notebooks or why is not None:
                    written.append(target)
                elif os.path.isdir(submitted / student / assignment.id):
                    failed.append((student, waiting(assignment)))
            progress(len(everybody), len(failed) > 0 and failed[-1][0] == student)
    without = dict(failed)
    old = [(name, change) for name, change in changes.items() if change is not None and name not in without]
    rest = [(name, change) for name, change in waits.items() if change is not None]
    return Feedback(tuple(written), tuple(failed), tuple(old), tuple(refusals), tuple(rest))


def waiting(assignment: Assignment) -> str:
    """Why there is no page of what can be graded and has not been."""
    return f"handed in, but not graded; run `autograder autograde {assignment.id}`"


def _reason(error: Exception, assignment: Assignment) -> str:
    reason = " ".join(str(error).split()) or type(error).__name__
    if isinstance(error, MissingEntry):
        return f"the gradebook is not whole ({reason}); run `autograder autograde {assignment.id}`, then again"
    return reason


def _behind(
    shared: Shared, converter: Any, course: Course, assignment: Assignment, graded: dict[str, tuple[Path, ...]]
) -> set[str]:
    place = converter.coursedir
    try:
        with shared.open(place.db_url, place.course_id) as gradebook:
            return lateness.behind(gradebook, course, assignment, policy_of(assignment, converter.config), graded)
    except DBAPIError as error:
        raise unwritable(error, place.db_url) or error from None


def _converter(course: Course, assignment: Assignment, config: Any) -> Any:
    """nbgrader's, as it is when it begins to convert."""
    from nbgrader.converters import GenerateFeedback
    from nbgrader.coursedir import CourseDirectory

    place = CourseDirectory(config=config, root=str(course.root), assignment_id=assignment.id)
    log = logging.Logger("autograder.gradebook.feedback")
    log.addHandler(logging.NullHandler())  # what it says of a failure is in what it raises
    converter = GenerateFeedback(coursedir=place, config=config, log=log)
    converter.exporter = FeedbackExporter(config=converter.config)  # type: ignore[no-untyped-call]
    for preprocessor in converter.preprocessors:
        converter.exporter.register_preprocessor(preprocessor)
    return converter


def _graded(
    course: Course, converter: Any, assignment: Assignment, students: Sequence[str]
) -> dict[str, tuple[Path, ...]]:
    """The graded notebooks of each learner."""
    folder = course.root / str(converter.coursedir.autograded_directory)
    found = {
        path.parent.name: tuple(sorted(path.glob("*.ipynb")))
        for path in sorted(folder.glob(f"*/{assignment.id}"))
        if path.is_dir() and (not students or path.parent.name in students)
    }
    submitted = course.root / converter.coursedir.submitted_directory
    missing = [name for name in students if not found.get(name) and not os.path.isdir(submitted / name / assignment.id)]
    if missing:
        raise LookupError(
            f"nothing of {assignment.id} was graded for {', '.join(missing)}; run `autograder autograde {assignment.id}`"
        )
    return {student: notebooks for student, notebooks in found.items() if notebooks}


def _write(converter: Any, student: str, assignment: Assignment, notebooks: Sequence[Path]) -> None:
    """All pages of one learner, in place of the folder with the old ones."""
    target = Path(converter._format_dest(assignment.id, student))
    with _beside(target) as folder:
        for notebook in notebooks:
            resources = converter.init_single_notebook_resources(str(notebook))
            page, _ = converter.exporter.from_filename(str(notebook), resources=resources)
            (folder / notebook.with_suffix(".html").name).write_text(page, encoding="utf-8", errors="replace")
        remove(target)
        folder.rename(target)
    converter.set_permissions(assignment.id, student)


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A new folder that may take the place of `target`; removed where it does not."""
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
