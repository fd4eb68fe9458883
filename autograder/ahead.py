"""Results worked out ahead of the one writer: judges grade side by side while nbgrader's converter writes one by one."""

from __future__ import annotations

import contextlib
import hashlib
import queue
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from nbformat import NotebookNode

from autograder import grading
from autograder.course import Assignment, Course
from autograder.judge.pool import Worker
from autograder.nbfile import NotebookError, read
from autograder.notebook import grade_id, restore
from autograder.release import released
from autograder.report import SubmissionReport

Result = tuple[SubmissionReport, NotebookNode]


class Ahead:
    """Grades submissions on `jobs` judges; `grading.grade_notebook` takes what is ready from here.

    A result belongs to the content of a restored notebook, not to a file name: what nbgrader made of the file on its
    way decides, and a notebook that was not worked out ahead is simply graded when its turn comes.
    """

    def __init__(self, course: Course, assignment: Assignment, device: str, jobs: int) -> None:
        self._course, self._assignment, self._device = course, assignment, device
        self._free: queue.Queue[Worker] = queue.Queue()
        self._workers = [Worker(course.root / "course.yml", course.limits.wall_seconds, device) for _ in range(jobs)]
        for worker in self._workers:
            self._free.put(worker)
        self._threads = ThreadPoolExecutor(jobs)
        self._results: dict[str, Future[Result]] = {}
        self._lock = threading.Lock()

    def submit(self, path: Path) -> None:
        """Begins with one submitted file; one that cannot be read is left to nbgrader, which says so."""
        with contextlib.suppress(NotebookError):
            nb = restore(read(path), released(self._assignment, path.stem))
            key = digest(path.stem, nb)
            with self._lock:
                if key not in self._results:
                    self._results[key] = self._threads.submit(self._grade, path.stem, nb)

    def take(self, notebook: str, nb: NotebookNode) -> Result | None:
        """The result for a restored notebook, once it is there; None if it was never submitted."""
        with self._lock:
            result = self._results.get(digest(notebook, nb))
        return None if result is None else result.result()

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.close()

    def _grade(self, notebook: str, nb: NotebookNode) -> Result:
        worker = self._free.get()
        try:
            return grading.grade_with(worker, nb, self._assignment, notebook, self._device), nb
        finally:
            self._free.put(worker)


def digest(notebook: str, nb: NotebookNode) -> str:
    """The content that decides a score: the code cells, in order, with their nbgrader ids."""
    content = hashlib.sha256(notebook.encode())
    for cell in nb.cells:
        if cell.cell_type == "code":
            content.update(f"\0{grade_id(cell)}\0{cell.source}".encode("utf-8", "surrogatepass"))
    return content.hexdigest()


@contextlib.contextmanager
def working_ahead(
    course: Course, assignment: Assignment, files: Sequence[Path], *, device: str, jobs: int
) -> Iterator[None]:
    """Within, `grading.grade_notebook` finds the results of `files` worked out or on their way."""
    ahead = Ahead(course, assignment, device, jobs)

    def feed() -> None:
        for path in files:
            ahead.submit(path)

    feeder = threading.Thread(target=feed, daemon=True)
    feeder.start()
    grading.set_ahead(ahead.take)
    try:
        yield
    finally:
        grading.set_ahead(None)
        ahead.close()
