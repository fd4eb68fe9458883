"""Submissions on their way: judged side by side in fair order, and given back when all their notebooks are done."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

from autograder.course.model import Assignment
from autograder.grading.ahead import Ahead
from autograder.handin.folder import HandIn
from autograder.watch.arrivals import Place
from autograder.watch.turns import Turns

_RECENT = 20  # submissions from which the time of the others is estimated


@dataclass
class Job:
    """A submission that is due. `left` are notebooks that no judge was asked about yet; `came` is by the monotonic
    clock."""

    place: Place
    assignment: Assignment
    hand_in: HandIn
    origin: str
    keep: bool
    left: list[Path]
    came: float = field(default_factory=time.monotonic)
    asked: list[Future[None]] = field(default_factory=list)

    @property
    def is_judged(self) -> bool:
        return not self.left and all(future.done() for future in self.asked)


class Queue:
    """The jobs, by their places. `bell` gets an item whenever a judge is done, from another thread."""

    def __init__(self, ahead: Ahead, most: int, turns: Turns[Place], bell: SimpleQueue[tuple[str, float]]) -> None:
        self._ahead, self._most, self._turns, self._bell = ahead, most, turns, bell
        self._jobs: dict[Place, Job] = {}
        self._ended: deque[float] = deque(maxlen=_RECENT)

    def __len__(self) -> int:
        return len(self._jobs)

    def places(self) -> list[Place]:
        return list(self._jobs)

    def add(self, job: Job) -> None:
        """In the place of an earlier job of that place, which is dropped."""
        self.drop(job.place)
        self._jobs[job.place] = job
        if job.left:
            self._turns.add(job.place, job.place.name)

    def drop(self, place: Place) -> None:
        job = self._jobs.pop(place, None)
        if job is not None:
            self._turns.remove(place)
            self._ahead.forget(job.hand_in.notebooks)

    def ask(self) -> None:
        """Keeps the judges at work, and one notebook read ahead of them."""
        asked = [future for job in self._jobs.values() for future in job.asked if not future.done()]
        for _ in range(self._most + 1 - len(asked)):
            place = self._turns.first()
            if place is None:
                return
            job = self._jobs[place]
            future = self._ahead.add(job.assignment, job.left.pop(0))
            future.add_done_callback(self._rings(place.name))
            job.asked.append(future)
            if not job.left:
                self._turns.remove(place)

    def judged(self) -> Iterator[Job]:
        """Those that can be written, in the order in which they came; they stay until they are `ended`."""
        yield from [job for job in self._jobs.values() if job.is_judged]

    def end(self, job: Job) -> None:
        """What was written goes; its learner has had a turn."""
        self.drop(job.place)
        self._turns.had(job.place.name, turns=1)
        self._ended.append(time.monotonic())
        if not self._jobs:
            self._ended.clear()  # the pause that follows says nothing about how long one takes

    def seconds_left(self) -> float | None:
        """How long those that wait will take, by the recent ones; None where too few were seen."""
        if len(self._ended) < 3:
            return None
        return (self._ended[-1] - self._ended[0]) / (len(self._ended) - 1) * len(self._jobs)

    def _rings(self, learner: str):  # type: ignore[no-untyped-def]  # a callback for Future
        begun = time.monotonic()
        return lambda _: self._bell.put((learner, time.monotonic() - begun))
