"""Several notebook files, graded side by side; the reports come in the order of the files."""

from __future__ import annotations

import contextlib
import queue
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from autograder.course import Assignment, Course
from autograder.grading import grade_with
from autograder.judge.pool import Nursery, Worker
from autograder.nbfile import NotebookError, read
from autograder.notebook import restore
from autograder.release import released
from autograder.report import SubmissionReport, unreadable


def grade_files(
    course: Course, paths: Sequence[Path], *, assignment: str | None = None, device: str = "cpu", jobs: int = 1
) -> list[SubmissionReport]:
    """One report per file. A file that cannot be graded has a report that says why, and stops no other."""
    with _workers(course, device, min(jobs, len(paths))) as free, ThreadPoolExecutor(jobs) as threads:

        def graded(path: Path) -> SubmissionReport:
            try:
                return _grade_file(course, path, assignment, device, free)
            except NotebookError as error:
                return unreadable(path.stem, str(error), assignment)

        return list(threads.map(graded, paths))


def _grade_file(
    course: Course, path: Path, assignment: str | None, device: str, free: queue.Queue[Worker]
) -> SubmissionReport:
    submission = read(path)
    place = _assignment(course, path, assignment)
    nb = restore(submission, released(place, path.stem))
    worker = free.get()
    try:
        return grade_with(worker, nb, place, path.stem, device)
    finally:
        free.put(worker)


def _assignment(course: Course, path: Path, named: str | None) -> Assignment:
    found = course.assignment(named) if named else course.assignment_of(path.stem)
    if found is None or path.stem not in found.notebooks:
        among = found.notebooks if found else [name for a in course.assignments for name in a.notebooks]
        raise NotebookError(
            f"{path.name}: no such notebook in {named or 'course.yml'}; rename it to one of {', '.join(among)}"
        )
    return found


@contextlib.contextmanager
def _workers(course: Course, device: str, count: int) -> Iterator[queue.Queue[Worker]]:
    nursery = Nursery(course.root / "course.yml", device)
    workers = [Worker(nursery, course.limits.wall_seconds) for _ in range(count)]
    free: queue.Queue[Worker] = queue.Queue()
    for worker in workers:
        free.put(worker)
    try:
        yield free
    finally:
        for worker in workers:
            worker.close()
