"""Whether other threads of this process work while one of them is in a call."""

from __future__ import annotations

from time import process_time_ns, thread_time_ns  # by these names: a submission may put others into the module time

_READINGS = 5
_LEAST_NANOSECONDS = 2_000  # a thread takes more to be woken, and the clocks are read in a tenth of that


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
    return max(process_time_ns() - thread_time_ns() for _ in range(_READINGS))
