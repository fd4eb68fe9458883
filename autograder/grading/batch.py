"""Several notebook files, graded side by side; the reports come in the order of the files."""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from autograder.course.model import Assignment, Course
from autograder.course.released import released
from autograder.grading.grade import grade_with
from autograder.grading.judges import pool_of_judges
from autograder.grading.pool import Grader, NoGraders
from autograder.notebook import ordinary
from autograder.notebook.cells import restore
from autograder.notebook.file import NotebookError, read
from autograder.quiz.attribution import attributed, learner_of
from autograder.report.model import SubmissionReport, unreadable


def grade_files(
    course: Course, paths: Sequence[Path], *, assignment: str | None = None, device: str = "cpu", jobs: int = 1
) -> list[SubmissionReport]:
    """One report per file. A file that cannot be graded has a report that says why, and stops no other. Raises
    NoGraders."""
    count = min(jobs, len(paths))
    pool = pool_of_judges(course, _assignments(course, paths, assignment), device, count)
    with contextlib.closing(pool), ThreadPoolExecutor(jobs) as threads:

        def graded(path: Path) -> SubmissionReport:
            try:
                return _grade_file(course, path, assignment, device, pool)
            except NotebookError as error:
                return unreadable(path.stem, str(error), assignment)
            except NoGraders:
                raise
            except Exception as error:  # noqa: BLE001  whatever one file meets with, the others are graded
                return unreadable(path.stem, f"{path.name}: cannot be graded: {described(error)}", assignment)

        return list(threads.map(graded, paths))


def described(error: BaseException) -> str:
    """An unexpected exception in one line, with where it came from: somebody has to find the fault."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}: {' '.join(str(error).split())[:300]}{place}"


def _grade_file(course: Course, path: Path, assignment: str | None, device: str, grader: Grader) -> SubmissionReport:
    link = ordinary.link_to(path, course.root, Path.cwd())
    if link is not None:
        raise NotebookError(f"{link}: is a symbolic link; put what it leads to there, or give the path of that")
    submission = read(path)
    place = _assignment(course, path, assignment)
    nb = restore(submission, released(place, path.stem))
    report = grade_with(grader, nb, place, path.stem, device)
    learner = learner_of(path, place.id)
    return report if learner is None else attributed(report, learner)


def _assignment(course: Course, path: Path, named: str | None) -> Assignment:
    found = course.assignment(named) if named else course.assignment_of(path.stem)
    if found is None or path.stem not in found.notebooks:
        among = found.notebooks if found else [name for a in course.assignments for name in a.notebooks]
        raise NotebookError(
            f"{path.name}: no such notebook in {named or 'course.yml'}; rename it to one of {', '.join(among)}"
        )
    return found


def _assignments(course: Course, paths: Sequence[Path], named: str | None) -> list[str]:
    """Those that the files belong to, each once."""
    found = [named] if named else [getattr(course.assignment_of(path.stem), "id", None) for path in paths]
    return [id for id in dict.fromkeys(found) if id is not None]
