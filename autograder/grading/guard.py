"""A limit on the CPU time of code that is ours but may loop for ever: mutants, and known answers on new inputs."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

from autograder.remote import wire
from autograder.remote.student import Backend, SubmissionTimeout


class OutOfTime(BaseException):
    """Raised inside the code that used up its time; no `except Exception` of that code stops it."""


@contextlib.contextmanager
def cpu_limit(seconds: float) -> Iterator[None]:
    """Raises OutOfTime in the block after `seconds` of this process's CPU time. Blocks must not be nested.

    CPU time, so that a busy machine makes nothing look endless. Outside the main thread, where Python delivers no
    signals, there is no limit.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise OutOfTime

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


class Guarded:
    """A backend whose answers take at most `seconds` of CPU time each; a longer one raises SubmissionTimeout."""

    def __init__(self, backend: Backend, seconds: float) -> None:
        self._backend, self._seconds = backend, seconds

    @property
    def drew(self) -> bool:
        """Whether the last call took random numbers."""
        return bool(getattr(self._backend, "drew", False))

    def answer(self, packet: wire.Packet) -> wire.Packet:
        try:
            with cpu_limit(self._seconds):
                return self._backend.answer(packet)
        except OutOfTime:
            raise SubmissionTimeout("TimeoutError", f"no answer within {self._seconds:g} s of CPU time") from None
