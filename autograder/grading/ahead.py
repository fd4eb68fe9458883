"""Results worked out ahead of the one writer: judges grade side by side while nbgrader's converter writes one by one."""

from __future__ import annotations

import contextlib
import hashlib
import json
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from nbformat import NotebookNode

from autograder.course.model import Assignment
from autograder.course.released import released
from autograder.grading import grade as grading
from autograder.grading.grade import Result
from autograder.grading.pool import NoGraders, Pool
from autograder.notebook import ordinary
from autograder.notebook.cells import grade_id, restore
from autograder.notebook.file import NotebookError, read
from autograder.notebook.shown import code_cells


class Ahead:
    """Grades files in their order, as many at once as the pool takes; `grading.grade_notebook` takes results here.

    A result belongs to the code of a restored notebook, not to a file name: what nbgrader made of the file on its way
    decides, and a notebook that was not worked out ahead is graded when its turn comes. Learners whose code is alike
    share a result. It holds no cell, so that nothing else that one of them wrote can reach another's files.
    """

    def __init__(self, pool: Pool, device: str) -> None:
        self._device, self._pool = device, pool
        self._results: dict[str, Future[Result]] = {}
        self._wanted: dict[str, set[Path]] = defaultdict(set)  # the files for which a result is kept
        self._files: dict[Path, Future[None]] = {}
        self._keys: dict[Path, str] = {}
        self._lock = threading.RLock()
        # One more than graders: the next submission is read while they are all at work.
        self._threads = ThreadPoolExecutor(pool.most + 1)

    def add(self, assignment: Assignment, path: Path) -> Future[None]:
        """Grades a file after those that were added before; the future says when."""
        with self._lock:
            self._files[path] = self._threads.submit(self._work, assignment, path)
            return self._files[path]

    def wait(self, files: Sequence[Path]) -> None:
        """Until nothing is left to do ahead for these; raises NoGraders."""
        for path in files:
            error = self._files[path].exception()
            if isinstance(error, NoGraders):
                raise error

    def forget(self, files: Sequence[Path]) -> None:
        """Keeps no result for these any longer: those of a class fill the memory."""
        with self._lock:
            for path in files:
                work = self._files.pop(path, None)
                if work is not None:
                    work.cancel()
                key = self._keys.pop(path, "")
                self._wanted[key].discard(path)
                self._drop_unwanted(key)

    def take(self, assignment: Assignment, notebook: str, nb: NotebookNode) -> Result:
        """The result for a restored notebook, when it is there."""
        result = self._result(assignment, notebook, nb)
        with self._lock:
            self._drop_unwanted(digest(notebook, nb))
        return result

    def _drop_unwanted(self, key: str) -> None:
        if not self._wanted[key]:
            del self._wanted[key]
            self._results.pop(key, None)

    def _result(self, assignment: Assignment, notebook: str, nb: NotebookNode) -> Result:
        key = digest(notebook, nb)
        with self._lock:
            new = key not in self._results
            result = self._results.setdefault(key, Future())
        if new:
            try:
                result.set_result(grading.result_of(self._pool, nb, assignment, notebook, self._device))
            except BaseException as error:
                result.set_exception(error)
                raise
        return result.result()

    def close(self) -> None:
        """Ends what is at work; what was not taken is lost."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._pool.stop()
        self._threads.shutdown(wait=True)
        self._pool.close()

    def _work(self, assignment: Assignment, path: Path) -> None:
        with contextlib.suppress(NotebookError):  # nbgrader meets it as well, and says so
            nb = restore(read(path, own=ordinary.HANDED_IN), released(assignment, path.stem))
            with self._lock:
                if path not in self._files:
                    return
                key = self._keys[path] = digest(path.stem, nb)
                self._wanted[key].add(path)
            self._result(assignment, path.stem, nb)


def digest(notebook: str, nb: NotebookNode) -> str:
    """The content that decides a score: the code cells, in order, with their nbgrader ids."""
    # As JSON, so that no text in a cell can look like the border between two.
    content = json.dumps([notebook, *([grade_id(cell), cell.source] for cell in code_cells(nb))])
    return hashlib.sha256(content.encode()).hexdigest()


@contextlib.contextmanager
def working_ahead(pool: Pool, device: str) -> Iterator[Ahead]:
    """Within, `grading.grade_notebook` finds the results of added files worked out or on their way; then the pool is
    closed."""
    ahead = Ahead(pool, device)
    grading.set_ahead(ahead.take)
    try:
        yield ahead
    finally:
        grading.set_ahead(None)
        ahead.close()
