"""Graders that many share: a notebook goes to one that is free. Knows neither what they are nor where."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:  # its import takes a third of what happens until judges begin to load
    from nbformat import NotebookNode

    from autograder.notebook.shown import Outputs


class GraderFault(Exception):
    """The grader failed, not the submission: there is no score."""


class NoJudge(GraderFault):
    """No submission can be judged on this machine; the message says why."""


class NoGraders(Exception):
    """Nothing can be graded any more, whichever submission comes next; the message is one line."""


class Grader(Protocol):
    """What grades one notebook after another: a judge of this machine, or of another."""

    def grade(self, assignment: str, notebook: str, nb: NotebookNode) -> tuple[dict[str, Any], Outputs]:
        """(report as JSON data, what the code cells showed). Raises GraderFault, NoGraders."""

    def stop(self) -> None:
        """From another thread: whoever waits in `grade` gets an exception soon, and so does every later caller."""

    def close(self) -> object:
        """Gives back what it holds; only when nobody is in `grade`."""


class Pool:
    """Itself a grader, for any number of threads: each notebook gets a grader of its own while it is graded.

    `make` makes them when they are needed, at most `most`. Only a notebook goes in, only a report and outputs come out.
    """

    def __init__(self, make: Callable[[], Grader], most: int = sys.maxsize) -> None:
        self.most = most
        self._make = make
        self._made: list[Grader] = []
        self._free: list[tuple[float, Grader]] = []  # each with the time since when; the last one is taken first
        self._changed = threading.Condition()
        self._stopped = False

    def grade(self, assignment: str, notebook: str, nb: NotebookNode) -> tuple[dict[str, Any], Outputs]:
        grader = self._take()
        try:
            return grader.grade(assignment, notebook, nb)
        finally:
            with self._changed:
                self._free.append((time.monotonic(), grader))
                self._changed.notify()

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
            made = list(self._made)
        for grader in made:
            grader.stop()

    def close(self) -> None:
        with self._changed:
            ended, self._made, self._free = self._made, [], []
        for grader in ended:
            grader.close()

    def rest(self, seconds: float) -> None:
        """Closes those that have been free for so long. From any thread, at any time."""
        until = time.monotonic() - seconds
        with self._changed:
            ended = [grader for since, grader in self._free if since <= until]
            self._free = [(since, grader) for since, grader in self._free if since > until]
            for grader in ended:
                self._made.remove(grader)
        for grader in ended:
            grader.close()

    def _take(self) -> Grader:
        with self._changed:
            while not self._stopped:
                if self._free:
                    return self._free.pop()[1]
                if len(self._made) < self.most:
                    self._made.append(self._make())
                    return self._made[-1]
                self._changed.wait()
        raise GraderFault("grading was stopped")
