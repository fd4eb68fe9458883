"""Puts a process behind the wall: starts the warm process, has it fork one process per submission, and ends them.

Runs in the judge. Believes nothing that a submission's process says: how it ended is told by the warm process, which
runs nothing of a submission's.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import select
import signal
import socket
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

from autograder.sandbox import command, policy, syscalls
from autograder.sandbox.command import Attempt, Identities, SandboxUnavailable, Started
from autograder.sandbox.policy import Gap, Limits

__all__ = ["Child", "LayerProbe", "Probe", "SandboxUnavailable", "Warm", "probe"]

SPAWN_SECONDS = 30
HOST = "autograder.sandbox.host:serve"
LOST = "lost with the sandbox"  # how a process ended whose warm process was killed: no fault of the submission


class Child:
    """One submission's process. `socket` reaches it and nothing else."""

    def __init__(self, connection: socket.socket, status: socket.socket) -> None:
        self.socket = connection
        self._status = status
        self._pidfd: int | None = None
        self._ended: str | None = None

    def kill(self) -> None:
        """Ends the process and everything it started, at once."""
        if self._pidfd is not None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)

    def status(self, timeout: float = 2) -> str:
        """How it ended: "exit 3", "SIGSEGV", "cpu limit", ...; "still running" if it does not end within `timeout` s."""
        until = time.monotonic() + timeout
        while self._ended is None:
            try:
                message, _ = self._receive(until)
            except TimeoutError:
                return "still running"
            if message is None:
                self._ended = LOST
            elif "ended" in message:
                self._ended = str(message["ended"])
        return self._ended

    def close(self) -> None:
        """Kills it if it still runs, and lets go of it."""
        self.kill()
        self.socket.close()
        self._status.close()
        if self._pidfd is not None:
            os.close(self._pidfd)
            self._pidfd = None

    def wait_until_ready(self) -> None:
        """Raises ConnectionError if the warm process is lost, TimeoutError if it does not answer, and
        SandboxUnavailable if a layer cannot be put on."""
        until = time.monotonic() + SPAWN_SECONDS
        ready = False
        while not ready or self._pidfd is None:
            message, descriptors = self._receive(until)
            if message is None:
                raise ConnectionError("the warm process is gone")
            if "failed" in message:
                raise SandboxUnavailable(f"a submission's process cannot be confined: {message['failed']}")
            if "ended" in message:
                raise ConnectionError(f"a submission's process ended before it was ready: {message['ended']}")
            ready = ready or "ready" in message
            if "pid" in message:
                self._pidfd = descriptors[0]

    def _receive(self, until: float) -> tuple[dict[str, Any] | None, list[int]]:
        readable, _, _ = select.select([self._status], [], [], max(0, until - time.monotonic()))
        if not readable:
            raise TimeoutError("no answer from the sandbox in time")
        data, descriptors, _, _ = socket.recv_fds(self._status, 1 << 16, 1)
        return (json.loads(data) if data else None), descriptors


class Warm:
    """One warm process behind the wall, with everything loaded; started again by itself if it was lost.

    `layers` are those that hold, from policy.LAYERS. Raises SandboxUnavailable if those that this machine can put on
    leave a required property unmet, unless `isolation` is "none", or if a submission could read a folder of `guarded`.
    """

    def __init__(
        self,
        limits: Limits,
        isolation: Literal["required", "none"] = "required",
        device: str = "cpu",
        serve: str = HOST,
        guarded: tuple[Path, ...] = (),
    ) -> None:
        self._limits, self._isolation, self._device, self._serve = limits, isolation, device, serve
        self._guarded = guarded
        self._lock = threading.Lock()
        self._started: Started | None = None
        self._attempt = self._settle()

    @property
    def layers(self) -> tuple[str, ...]:
        return tuple(layer for layer in policy.LAYERS if layer in self._attempt.layers)

    @property
    def pid(self) -> int:
        """Of the outermost process of the sandbox, as the judge sees it."""
        assert self._started is not None
        return self._started.process.pid

    def spawn(self, limits: Limits | None = None) -> Child:
        """A new process for one submission, confined and waiting for requests. Raises SandboxUnavailable."""
        limits = self._limits if limits is None else limits
        with self._lock:
            if self._started is not None:
                try:
                    return _spawn(self._started, self._attempt, limits)
                except (ConnectionError, TimeoutError):
                    self._stop()
            self._started = command.start(self._attempt)
            try:
                return _spawn(self._started, self._attempt, limits)
            except (ConnectionError, TimeoutError) as error:
                self._stop()
                raise SandboxUnavailable(f"the warm process, just started, gives no process: {error}") from None

    def close(self) -> None:
        with self._lock:
            self._stop()

    def __enter__(self) -> Warm:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _settle(self) -> Attempt:
        """Keeps the first attempt that can start a submission's process."""
        attempts = [self._attempt_with(("rlimits",))] if self._isolation == "none" else self._isolated_attempts()
        refusals: list[str] = []
        for attempt in attempts:
            gaps = [] if self._isolation == "none" else policy.unmet(attempt.layers, self._limits)
            if gaps:
                raise SandboxUnavailable(_explain(gaps, refusals))
            try:
                self._started = command.start(attempt)
                _spawn(self._started, attempt, self._limits).close()
                return attempt
            except (SandboxUnavailable, ConnectionError, TimeoutError) as error:
                self._stop()
                refusals.append(str(error))
        raise SandboxUnavailable("\n".join(dict.fromkeys(refusals)))

    def _isolated_attempts(self) -> list[Attempt]:
        layers = _outer_layers(self._limits, self._device)
        namespaces = [("namespaces", *layers)] if command.bwrap() else []
        return [
            self._attempt_with(wanted, become) for wanted in (*namespaces, layers) for become in command.identities()
        ]

    def _attempt_with(self, layers: tuple[str, ...], become: tuple[int, int] | None = None) -> Attempt:
        return Attempt(layers, self._serve, self._device, self._limits.network, become, guarded=self._guarded)

    def _stop(self) -> None:
        if self._started is not None:
            self._started.stop()
            self._started = None


@dataclasses.dataclass(frozen=True)
class LayerProbe:
    """One name of policy.LAYERS or policy.SCOPES; `detail` and `remedy` are empty if it works."""

    layer: str
    ok: bool
    detail: str
    remedy: str


@dataclasses.dataclass(frozen=True)
class Probe:
    """`layers` work each by itself; `gaps` are what they leave open; `error`: why they do not work together."""

    details: tuple[LayerProbe, ...]
    gaps: tuple[Gap, ...]
    error: str | None

    @property
    def layers(self) -> tuple[str, ...]:
        return tuple(result.layer for result in self.details if result.ok)


def probe(limits: Limits | None = None) -> Probe:
    """Puts each layer on a process of its own, for real, without loading torch: about 0.1 s each."""
    limits = Limits() if limits is None else limits
    landlock = command.landlock_layers()
    asked = {"landlock": ("landlock",), policy.SCOPES: ("landlock", policy.SCOPES)}
    details = []
    for layer in (*policy.LAYERS, policy.SCOPES):
        if layer in asked and layer not in landlock:
            detail = "the kernel has none"
        else:
            # Whether the kernel has a layer does not depend on who asks, except for namespaces.
            detail = _try(asked.get(layer, (layer,)), limits, None if layer == "namespaces" else (None,))
        details.append(LayerProbe(layer, not detail, detail, policy.REMEDIES[layer] if detail else ""))
    working = tuple(result.layer for result in details if result.ok)
    gaps = tuple(policy.unmet(working, limits))
    return Probe(tuple(details), gaps, None if gaps else _try(working, limits) or None)


def _try(layers: tuple[str, ...], limits: Limits, identities: Identities | None = None) -> str:
    """Why these layers do not work; empty if they do."""
    reason = ""
    for become in identities or command.identities():
        attempt = Attempt(
            layers, "autograder.sandbox.forkserver:idle", network=limits.network, become=become, imports=()
        )
        started = None
        try:
            started = command.start(attempt)
            _spawn(started, attempt, limits).close()
            return ""
        except (SandboxUnavailable, ConnectionError, TimeoutError, OSError, ImportError, RuntimeError) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        finally:
            if started is not None:
                started.stop()
    return reason


def _outer_layers(limits: Limits, device: str) -> tuple[str, ...]:
    """The layers besides namespaces that this machine seems to have; whether they work shows when they are put on."""
    layers = command.landlock_layers()
    try:
        syscalls.compile_filter(limits, device)
        layers += ("seccomp",)
    except (OSError, ImportError, RuntimeError):
        pass  # no libseccomp: `unmet` says what that means
    return (*layers, "rlimits")


def _spawn(started: Started, attempt: Attempt, limits: Limits) -> Child:
    ours, theirs = socket.socketpair()
    status, told = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    child = Child(ours, status)
    try:
        with theirs, told:
            program = syscalls.compile_filter(limits, attempt.device) if "seccomp" in attempt.layers else b""
            request = {"limits": dataclasses.asdict(limits), "filter": program.hex()}
            socket.send_fds(started.control, [json.dumps(request).encode()], [theirs.fileno(), told.fileno()])
        child.wait_until_ready()
    except ConnectionError as error:
        child.close()
        raise ConnectionError(f"{error}: {started.last_words()}") from None
    except BaseException:
        child.close()
        raise
    return child


def _explain(gaps: list[Gap], refusals: list[str]) -> str:
    lines = ["submissions cannot be isolated on this machine"]
    lines += [f"{gap.reason}\n  remedy: {gap.remedy}" for gap in gaps]
    lines += [f"the system said: {refusal}" for refusal in dict.fromkeys(refusals)]
    lines.append("`isolation: none` in course.yml grades without protection, and every report says so")
    return "\n".join(lines)
