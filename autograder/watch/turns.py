"""Whose turn it is: of all who wait, those go first who have had the fewest turns within the last hour."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

MEMORY_SECONDS = 3600.0
# So many seconds of a judge's time count as a further turn: who hands in an endless loop has had many.
SHARE_SECONDS = 30.0

Job = TypeVar("Job", bound=Hashable)


class Turns(Generic[Job]):
    """Jobs that wait, each of a learner, in the order in which they came; `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._waiting: dict[Job, str] = {}
        self._had: deque[tuple[float, str, float]] = deque()

    def __len__(self) -> int:
        return len(self._waiting)

    def __contains__(self, job: Job) -> bool:
        return job in self._waiting

    def add(self, job: Job, learner: str) -> None:
        """Puts a job at the end, unless it waits already."""
        self._waiting.setdefault(job, learner)

    def remove(self, job: Job) -> None:
        self._waiting.pop(job, None)

    def had(self, learner: str, *, turns: float = 0.0, seconds: float = 0.0) -> None:
        """Notes turns that a learner has had, or seconds of a judge's time."""
        self._had.append((self._clock(), learner, turns + seconds / SHARE_SECONDS))

    def first(self) -> Job | None:
        """The job whose turn it is, which goes on waiting. A learner's second job counts as one turn more than the
        first."""
        while self._had and self._had[0][0] < self._clock() - MEMORY_SECONDS:
            self._had.popleft()
        turns: Counter[str] = Counter()
        for _, learner, share in self._had:
            turns[learner] += share  # type: ignore[assignment]  # shares of a turn
        before: Counter[str] = Counter()
        best: tuple[int, Job] | None = None
        for job, learner in self._waiting.items():
            rank = int(turns[learner]) + before[learner]
            before[learner] += 1
            if best is None or rank < best[0]:
                best = rank, job
        return None if best is None else best[1]
