"""Feedback pages: for each notebook that was graded one page that holds everything itself, and nothing beside it.

The page is made from what is there now: the graded notebook, the gradebook's scores and comments, and the policy of
course.yml. `nbgrader generate_feedback` makes the same pages, through the exporter and the hook that are here.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from nbgrader.api import MissingEntry
from sqlalchemy.exc import DBAPIError

from autograder.course.load import load
from autograder.course.model import Assignment, Course
from autograder.gradebook import lateness
from autograder.gradebook.outdated import outdated
from autograder.gradebook.penalties import policy_of
from autograder.gradebook.release import nbgrader_config
from autograder.gradebook.transaction import Shared, opened_once, unwritable
from autograder.pages.exporter import PageExporter

_LATE = "what its lateness takes off has changed: the due date, an extension, `late:` or a score"
Progress = Callable[[int, bool], None]


@dataclass(frozen=True)
class Feedback:
    """The folders whose pages were written, and learners without pages (with the reason).

    `outdated` are learners whose pages show a grading that is older than what it was made from (with what has changed).
    """

    written: tuple[Path, ...]
    failed: tuple[tuple[str, str], ...]
    outdated: tuple[tuple[str, str], ...] = ()


class FeedbackExporter(PageExporter):
    """A learner's page: of a report it shows what course.yml lets learners see."""

    def from_filename(  # type: ignore[override]  # as nbconvert's own
        self, filename: str, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        self.policy = _policy(Path("course.yml").absolute(), Path("course.yml").stat().st_mtime_ns)
        if self.parent is not None and resources is not None:
            # nbgrader has copied what was beside the notebook; a page goes in place of what has its name.
            ids = resources["nbgrader"]
            folder = self.parent._format_dest(ids["assignment"], ids["student"])
            _remove(Path(folder, f"{ids['notebook']}{self.file_extension}"))
        page, resources = super().from_filename(filename, resources, **kw)
        return page, resources


@lru_cache(maxsize=4)
def _policy(course_file: Path, _modified: int) -> str:
    return load(course_file, check_pieces=False).feedback


def only_pages(feedback: str, *, notebooks: Sequence[str], **names: str) -> None:
    """nbgrader's hook when a submission's pages are written: nothing that lay beside the notebooks stays with them."""
    *_, learner, assignment, _ = Path(notebooks[0]).parts
    # Also those that an earlier command wrote, where this one was asked for a single notebook.
    pages = {notebook.with_suffix(".html").name for notebook in Path(notebooks[0]).parent.glob("*.ipynb")}
    for path in Path(feedback, learner, assignment).iterdir():
        if path.name not in pages:
            _remove(path)


def give_feedback(
    course: Course,
    assignment: Assignment,
    *,
    students: Sequence[str] = (),
    progress: Progress = lambda total, failed: None,
) -> Feedback:
    """Writes the pages of `students`, by default of all whose submission was graded; `progress` as in `autograde`.

    Raises LookupError for a learner who has nothing graded, and GradebookError.
    """
    config = nbgrader_config(course)
    with contextlib.chdir(course.root), opened_once() as shared:
        converter = _converter(course, assignment, config)
        graded = _graded(course, converter, assignment, students)
        submitted = Path(converter.coursedir.submitted_directory)
        changes = {name: outdated(assignment, submitted / name / assignment.id, graded[name]) for name in graded}
        changes |= {
            name: _LATE for name in _behind(shared, converter, course, assignment, graded) if changes[name] is None
        }
        written, failed = [], []
        for student, notebooks in graded.items():
            try:
                written.append(_write(converter, student, assignment, notebooks))
            except Exception as error:  # noqa: BLE001  nbgrader raises what it likes; the class goes on
                stop = unwritable(error, converter.coursedir.db_url)
                if stop is not None:
                    raise stop from None
                reason = " ".join(str(error).split()) or type(error).__name__
                if isinstance(error, MissingEntry):
                    reason = (
                        f"the gradebook is not whole ({reason}); run `autograder autograde {assignment.id}`, then again"
                    )
                failed.append((student, reason))
            progress(len(graded), len(failed) > 0 and failed[-1][0] == student)
        waiting = {path.parent.name for path in submitted.glob(f"*/{assignment.id}") if path.is_dir()} - set(graded)
        remedy = f"handed in, but not graded; run `autograder autograde {assignment.id}`"
        failed += [(student, remedy) for student in sorted(waiting) if not students or student in students]
    without = dict(failed)
    old = [(name, change) for name, change in changes.items() if change is not None and name not in without]
    return Feedback(tuple(written), tuple(failed), tuple(old))


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
    missing = [student for student in students if not found.get(student)]
    if missing:
        raise LookupError(
            f"nothing of {assignment.id} was graded for {', '.join(missing)}; run `autograder autograde {assignment.id}`"
        )
    return {student: notebooks for student, notebooks in found.items() if notebooks}


def _write(converter: Any, student: str, assignment: Assignment, notebooks: Sequence[Path]) -> Path:
    """All pages of one learner, in place of the folder with the old ones."""
    target = Path(converter._format_dest(assignment.id, student))
    with _beside(target) as folder:
        for notebook in notebooks:
            resources = converter.init_single_notebook_resources(str(notebook))
            page, _ = converter.exporter.from_filename(str(notebook), resources=resources)
            (folder / notebook.with_suffix(".html").name).write_text(page, encoding="utf-8", errors="replace")
        _remove(target)
        folder.rename(target)
    converter.set_permissions(assignment.id, student)
    return target


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


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        for folder, _, _ in os.walk(path):  # a copied folder may be one that nobody may write to
            os.chmod(folder, 0o755)
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
