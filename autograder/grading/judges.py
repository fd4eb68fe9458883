"""Judges of this machine, each a process of its own, as the rest of the program sees them. Does not import torch."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from autograder.grading.pool import GraderFault, NoJudge, Pool

if TYPE_CHECKING:  # see `pool`
    from nbformat import NotebookNode

    from autograder.course.model import Course
    from autograder.notebook.shown import Outputs

# Beyond the submission's own wall time: tests that compute in the judge, the search for counterexamples, the diagnosis.
GRACE_SECONDS = 60
START_SECONDS = 120
END_SECONDS = 5


def pool_of_judges(
    course: Course, assignments: Sequence[str], device: str = "cpu", most: int = 1, nursery: Nursery | None = None
) -> Pool:
    """Judges of this machine for these assignments, `most` at once, of `nursery` where there is one already."""
    origin = nursery or Nursery(course.root / "course.yml", assignments, device)
    return Pool(lambda: Worker(origin, course.limits.wall_seconds), most)


class Nursery:
    """The process that judges of this machine are forked from, with the graders of `assignments` and its warm sandbox.

    Started for the first judge, or `early`; ended when the last worker leaves.
    """

    def __init__(self, course_file: Path, assignments: Sequence[str], device: str = "cpu") -> None:
        module = [sys.executable, "-m", "autograder.grading.nursery"]
        self._command = [*module, str(course_file), *assignments, "--device", device]
        self._environment = {**os.environ, "OMP_NUM_THREADS": "1"}
        if device != "cuda":
            self._environment["CUDA_VISIBLE_DEVICES"] = ""  # no thread for a GPU may start before the forks
        self._lock = threading.Lock()
        self._running: _Running | None = None
        self._workers: set[object] = set()

    @property
    def pid(self) -> int:
        assert self._running is not None
        return self._running.process.pid

    @contextlib.contextmanager
    def early(self) -> Iterator[None]:
        """Loads while the caller does other things in the block; at its end the process is ended if it still runs."""
        self._running = _Running.start(self._command, self._environment)
        try:
            yield
        finally:
            with self._lock:
                if self._running is not None:
                    self._running.end()
                    self._running = None

    def fork(self, worker: object) -> Judge:
        """A new judge for `worker`, which is to `leave` in the end. Raises BrokenPipeError if the process was just
        lost."""
        with self._lock:
            if self._running is not None and (self._running.lost or self._running.process.poll() is not None):
                self._running.end()
                self._running = None
            if self._running is None:
                self._running = _Running.start(self._command, self._environment)
            self._workers.add(worker)
            return self._running.fork()

    def leave(self, worker: object) -> None:
        with self._lock:
            self._workers.discard(worker)
            if not self._workers and self._running is not None:
                self._running.end()
                self._running = None


@dataclass
class _Running:
    process: subprocess.Popen[bytes]
    control: socket.socket
    log: IO[bytes]
    used: bool = False  # a judge of it was asked for
    proven: bool = False  # one has started
    lost: bool = False  # since then one has not

    @classmethod
    def start(cls, command: list[str], environment: dict[str, str]) -> _Running:
        control, theirs = socket.socketpair()
        log = tempfile.TemporaryFile()  # noqa: SIM115  closed by end()
        with theirs:
            process = subprocess.Popen(command, stdin=theirs.fileno(), stdout=log, stderr=log, env=environment)
        return cls(process, control, log)

    def fork(self) -> Judge:
        self.used = True
        ours, theirs = socket.socketpair()
        log = tempfile.TemporaryFile()  # noqa: SIM115  closed by Judge.close()
        with theirs:
            try:
                socket.send_fds(self.control, [b"+"], [theirs.fileno(), log.fileno()])
            except OSError:
                self.lost = True
                ours.close()
                log.close()
                raise
        return Judge(ours, log, self)

    def end(self) -> None:
        self.control.close()
        if not self.used:
            self.process.kill()  # it may be in the middle of loading
        try:
            self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()


class Judge:
    """One judge's process, as its worker sees it."""

    def __init__(self, connection: socket.socket, log: IO[bytes], origin: _Running) -> None:
        self._connection, self._log, self._origin = connection, log, origin
        self.pid: int | None = None
        self._pidfd: int | None = None
        self._pending = b""

    def await_ready(self) -> None:
        """Until it has started. Raises EOFError if its origin, which has worked, was just lost; else NoJudge."""
        try:
            started: dict[str, Any] = json.loads(self._line(START_SECONDS))
        except (EOFError, ConnectionResetError, TimeoutError, ValueError):
            self._origin.lost = True
            if self._origin.proven:
                raise EOFError("its origin was lost") from None
            raise NoJudge(f"the judge does not start:\n{self._logged()}") from None
        if "unavailable" in started:
            raise NoJudge(f"submissions cannot be isolated on this machine: {started['unavailable']}")
        self._origin.proven = True
        self.pid = started["pid"]
        try:
            self._pidfd = os.pidfd_open(started["pid"])
        except ProcessLookupError:
            raise EOFError("it ended") from None

    def ask(self, request: bytes, seconds: float) -> dict[str, Any]:
        """Its answer. Raises EOFError, BrokenPipeError or ConnectionResetError if it is dead, and TimeoutError, after
        which it is dead too."""
        self._connection.sendall(request)
        try:
            answer: dict[str, Any] = json.loads(self._line(seconds))
        except TimeoutError:
            self.kill()
            raise
        return answer

    def kill(self) -> None:
        """From any thread; whoever waits for an answer gets EOFError."""
        if self._pidfd is not None:
            with contextlib.suppress(OSError):  # it has ended, or is being closed meanwhile
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
        with contextlib.suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> str:
        """Ends it. Returns the last lines of its log, and of the log of the process that it was forked from."""
        self._connection.close()
        if self._pidfd is not None:
            if not select.select([self._pidfd], [], [], END_SECONDS)[0]:
                with contextlib.suppress(ProcessLookupError):
                    signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
                select.select([self._pidfd], [], [])
            os.close(self._pidfd)
        with self._log:
            return self._logged()

    def _logged(self) -> str:
        return _tail_of(self._origin.log) + _tail_of(self._log)

    def _line(self, seconds: float) -> bytes:
        until = time.monotonic() + seconds
        while b"\n" not in self._pending:
            if not select.select([self._connection], [], [], max(until - time.monotonic(), 0))[0]:
                raise TimeoutError(f"no answer within {seconds:g} s")
            data = self._connection.recv(1 << 20)
            if not data:
                raise EOFError("it ended")
            self._pending += data
        line, _, self._pending = self._pending.partition(b"\n")
        return line


class Worker:
    """A judge with what it takes to keep one: forked when first used, and again when it was lost."""

    def __init__(self, nursery: Nursery, wall_seconds: float) -> None:
        self._nursery = nursery
        self._seconds = wall_seconds + GRACE_SECONDS
        self.judge: Judge | None = None
        self._stopped = False

    def grade(self, assignment: str, notebook: str, nb: NotebookNode) -> tuple[dict[str, Any], Outputs]:
        """(report as JSON data, what the code cells showed). Raises GraderFault.

        A judge that dies is replaced once for the same submission: the machine may have been short of memory.
        """
        request = json.dumps({"assignment": assignment, "notebook": notebook, "nb": nb}).encode() + b"\n"
        for attempt in (1, 2):
            try:
                answer = self._ready().ask(request, self._seconds)
                break
            except (EOFError, BrokenPipeError, ConnectionResetError, TimeoutError) as error:
                log = self._drop()
                if self._stopped:
                    raise GraderFault("grading was stopped") from None
                if attempt == 2 or isinstance(error, TimeoutError):
                    raise GraderFault(
                        f"the judge's process was lost ({error or type(error).__name__})\n{log}"
                    ) from None
        if "fault" in answer:
            raise GraderFault(answer["fault"])
        return answer["report"], answer["outputs"]

    def stop(self) -> None:
        """From another thread: ends what is being judged, for good. `close` is still to be called."""
        self._stopped = True  # before the look at the judge: one that is just being forked is ended by `_ready`
        judge = self.judge
        if judge is not None:
            judge.kill()

    def close(self) -> None:
        """Ends the judge."""
        self._drop()
        self._nursery.leave(self)

    def _ready(self) -> Judge:
        if self._stopped:
            raise GraderFault("grading was stopped")
        if self.judge is not None:
            return self.judge
        try:
            return self._forked()
        except (EOFError, ConnectionError):  # the nursery was just lost; the next judge is of a new one
            self._drop()
            return self._forked()

    def _forked(self) -> Judge:
        judge = self.judge = self._nursery.fork(self)
        if self._stopped:
            judge.kill()
        try:
            judge.await_ready()
        except NoJudge:
            self.close()
            raise
        return judge

    def _drop(self) -> str:
        """Ends the judge; the end of what was logged."""
        judge, self.judge = self.judge, None
        return "" if judge is None else judge.close()


def _tail_of(log: IO[bytes]) -> str:
    if log.closed:  # the origin's, which has been replaced meanwhile
        return ""
    log.seek(0)
    return log.read().decode(errors="replace")[-2000:]
