"""Whether other threads of this process work while one of them is in a call."""

from __future__ import annotations

import time

_READINGS = 5
_LEAST_NANOSECONDS = 5_000  # a new thread takes more before its first statement; the clocks are read in less


class OtherThreads:
    """Told by two clocks of the kernel: what the process has computed, less what this thread has.

    A thread that has ended still counts in the first. `seen` is whether others have ever worked between `begin` and
    `end`.
    """

    def __init__(self) -> None:
        self.seen = False
        self._before = 0

    def begin(self) -> None:
        self._before = _computed_by_others()

    def end(self) -> None:
        self.seen = self.seen or _computed_by_others() - self._before > _LEAST_NANOSECONDS


def _computed_by_others() -> int:
    """Nanoseconds. This thread goes on between two readings, so the greatest of some differences is the nearest."""
    return max(time.process_time_ns() - time.thread_time_ns() for _ in range(_READINGS))
