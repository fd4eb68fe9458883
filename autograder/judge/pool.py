"""Judges as processes of their own, as the rest of the program sees them. Does not import torch."""

from __future__ import annotations

import contextlib
import json
import os
import select
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, Any, Protocol

from nbformat import NotebookNode

# Beyond the submission's own wall time: tests that compute in the judge, the search for counterexamples, the diagnosis.
GRACE_SECONDS = 60
START_SECONDS = 120


class GraderFault(Exception):
    """The grader failed, not the submission: there is no score."""


class NoJudge(GraderFault):
    """No submission can be judged on this machine; the message says why."""


class NoGraders(Exception):
    """Nothing can be graded any more, whichever submission comes next; the message is one line."""


class Grader(Protocol):
    """What grades one notebook after another: a judge of this machine, or of another."""

    def grade(self, assignment: str, notebook: str, nb: NotebookNode) -> tuple[dict[str, Any], dict[str, Any]]:
        """(report as JSON data, the notebook with its outputs). Raises GraderFault, NoGraders."""

    def stop(self) -> None:
        """From another thread: whoever waits in `grade` gets an exception soon, and so does every later caller."""

    def close(self) -> object:
        """Gives back what it holds; only when nobody is in `grade`."""


class Worker:
    """One judge with its warm sandbox. Started when first used, started again when it was lost."""

    def __init__(self, course_file: Path, wall_seconds: float, device: str = "cpu") -> None:
        self._command = [sys.executable, "-m", "autograder.judge.worker", str(course_file), "--device", device]
        self._seconds = wall_seconds + GRACE_SECONDS
        self._process: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] | None = None
        self._pending = b""
        self._stopped = False

    def grade(self, assignment: str, notebook: str, nb: NotebookNode) -> tuple[dict[str, Any], dict[str, Any]]:
        """(report as JSON data, the notebook with its outputs). Raises GraderFault.

        A judge that dies is started again once for the same submission: the machine may have been short of memory.
        """
        request = json.dumps({"assignment": assignment, "notebook": notebook, "nb": nb}).encode() + b"\n"
        for attempt in (1, 2):
            try:
                self._start()
                answer = self._ask(request)
                break
            except (EOFError, BrokenPipeError, TimeoutError) as error:
                log = self.close()
                if self._stopped:
                    raise GraderFault("grading was stopped") from None
                if attempt == 2 or isinstance(error, TimeoutError):
                    raise GraderFault(
                        f"the judge's process was lost ({error or type(error).__name__})\n{log}"
                    ) from None
        if "fault" in answer:
            raise GraderFault(answer["fault"])
        return answer["report"], answer["nb"]

    def stop(self) -> None:
        """From another thread: ends what is being judged, for good. `close` is still to be called."""
        self._stopped = True  # before the look at the process: one that is just being started is ended by its starter
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> str:
        """Ends the process; the end of what it logged."""
        if self._process is None or self._log is None:
            return ""
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.seek(0)
        log = self._log.read().decode(errors="replace")[-2000:]
        self._log.close()
        self._process = self._log = None
        self._pending = b""
        return log

    def _start(self) -> None:
        if self._process is not None and self._process.poll() is None:
            return
        self.close()
        environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "OMP_NUM_THREADS": "1"}
        environment.pop("PYTEST_ADDOPTS", None)
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  closed by close()
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, env=environment
        )
        if self._stopped:
            self._process.kill()
        try:
            started = json.loads(self._line(START_SECONDS))
        except (EOFError, TimeoutError, ValueError):
            log = self.close()
            raise NoJudge(f"the judge does not start:\n{log}") from None
        if "unavailable" in started:
            self.close()
            raise NoJudge(f"submissions cannot be isolated on this machine: {started['unavailable']}")

    def _ask(self, request: bytes) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(request)
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._line(self._seconds))
        return answer

    def _line(self, seconds: float) -> bytes:
        assert self._process is not None
        assert self._process.stdout is not None
        until = time.monotonic() + seconds
        descriptor = self._process.stdout.fileno()
        while b"\n" not in self._pending:
            if not select.select([descriptor], [], [], max(until - time.monotonic(), 0))[0]:
                self._process.kill()
                raise TimeoutError(f"no answer within {seconds:g} s")
            data = os.read(descriptor, 1 << 20)
            if not data:
                raise EOFError("it ended")
            self._pending += data
        line, _, self._pending = self._pending.partition(b"\n")
        return line
