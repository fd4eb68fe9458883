"""The judge's end of the wall: one submission, its process, and its time."""

from __future__ import annotations

import contextlib
import time

from autograder.remote import wire
from autograder.remote.student import SubmissionCrashed, SubmissionTimeout
from autograder.sandbox.launcher import LOST, Child, Warm
from autograder.sandbox.policy import Limits

# What may cross in all, both ways: every call and its reply is kept until its tests are judged, and how often a
# gradient is asked for may depend on the reply. As values, the parts of a header take some 40 times the bytes that they
# are on the wire.
REPLIES_LIMIT = 256 << 20
_HEADER_WEIGHT = 40
# The host keeps to output_kb; one that was tampered with does not. It counts characters, up to four bytes each, and
# some of what surrounds them not at all.
_OUTPUT_BYTES, _OUTPUT_ROOM = 4, 1 << 20
# After its process was lost, a submission is started again and its cells are run once more, so that a call that never
# ends costs its own test alone. Each start draws on the same wall time.
RESTARTS = 2
_SHARED = "{:g} s that all cells and checks of a notebook share"


class Session:
    """One submission behind the wall; a `Backend` of `student.Student`.

    Raises SubmissionTimeout and SubmissionCrashed. All that it does, restarts included, ends within
    `limits.wall_seconds` of its making.
    """

    def __init__(self, warm: Warm, limits: Limits) -> None:
        self._warm, self._limits = warm, limits
        self._until = time.monotonic() + limits.wall_seconds
        self._run: list[wire.Execute | wire.Reach] = []  # what a new process has to go through again
        self._restarts = 0
        self._crossed = 0
        self._shown = 0
        self._ended: SubmissionTimeout | SubmissionCrashed | None = None
        self.sandbox_lost = False  # then what was found says nothing about the submission
        self._child: Child | None = warm.spawn(limits)

    def execute(self, source: str) -> list[wire.Output]:
        """Runs a cell; its outputs, as the submission claims them. A cell that loses the process is never run again."""
        try:
            outputs = self._execute(source)
        except (SubmissionTimeout, SubmissionCrashed):
            self._restarts = RESTARTS
            raise
        self._run.append(wire.Execute(source))
        return outputs

    def reach(self, name: str) -> None:
        """The check of `name` is reached: what its name stands for now is what will be judged."""
        self._run.append(wire.Reach(name))
        if self._child is not None:
            with contextlib.suppress(SubmissionTimeout, SubmissionCrashed):  # what is lost shows at the next call
                self._reach(name)

    @property
    def alive(self) -> bool:
        """Whether the process of the last call is still there."""
        return self._child is not None

    def answer(self, packet: wire.Packet, seconds: float | None = None) -> wire.Packet:
        """The reply, within `seconds` if that is less than what a call may take; to Forget, one of our own."""
        if isinstance(packet.message, wire.Forget):
            self._send(packet)
            return wire.Packet(wire.Done())
        if self._child is None:
            self._start_again()
        limit = self._limits.call_seconds
        return self._exchange(packet, limit if seconds is None else min(limit, seconds))

    def _send(self, packet: wire.Packet) -> None:
        """What has no reply; a process that has ended has nothing to do."""
        if self._child is None:
            return
        try:
            self._child.socket.settimeout(self._limits.call_seconds)
            wire.send(self._child.socket, packet)
        except OSError:
            raise self._lost("its process ended") from None

    def close(self) -> None:
        if self._child is not None:
            self._child.close()
            self._child = None

    def _execute(self, source: str) -> list[wire.Output]:
        message = self._exchange(wire.Packet(wire.Execute(source)), self._limits.wall_seconds).message
        if not isinstance(message, wire.Executed):
            raise self._lost("it broke the protocol while running a cell")
        self._shown += wire.header_size(wire.Packet(message))
        if self._shown > _OUTPUT_BYTES * self._limits.output_kb * 1024 + _OUTPUT_ROOM:
            return [wire.Output("stream", "stderr", "[this output is left out: it is over the limit]\n")]
        return message.outputs

    def _reach(self, name: str) -> None:
        if not isinstance(self._exchange(wire.Packet(wire.Reach(name)), self._limits.call_seconds).message, wire.Done):
            raise self._lost("it broke the protocol at a check")

    def _exchange(self, packet: wire.Packet, seconds: float) -> wire.Packet:
        if self._child is None:
            raise self._not_run()
        now = time.monotonic()
        if now >= self._until:
            self.close()
            raise self._not_run()
        deadline = min(now + seconds, self._until)
        try:
            self._child.socket.settimeout(max(deadline - time.monotonic(), 0.001))
            wire.send(self._child.socket, packet)
            reply, header = wire.receive_reply(self._child.socket, deadline)
            self._crossed += len(packet.body) + _weight(reply, header)
            if self._crossed > REPLIES_LIMIT:
                self._restarts = RESTARTS
                raise wire.WireError(f"more than {REPLIES_LIMIT >> 20} MB in all")
            return reply
        except TimeoutError:
            spent = f"the {_SHARED} were used up here".format(self._limits.wall_seconds)
            reason = f"no answer within {seconds:g} s" if now + seconds < self._until else spent
            raise self._lost(reason, SubmissionTimeout) from None
        except wire.WireError as error:
            raise self._lost(f"it sent no valid answer ({error})") from None
        except (EOFError, OSError):
            raise self._lost("its process ended") from None

    def _lost(
        self, reason: str, kind: type[SubmissionTimeout] | type[SubmissionCrashed] = SubmissionCrashed
    ) -> SubmissionTimeout | SubmissionCrashed:
        assert self._child is not None
        if kind is SubmissionCrashed:
            status = self._child.status()
            self.sandbox_lost |= status == LOST
            reason = f"{reason}: {status}"
        self.close()
        label = "Timeout" if kind is SubmissionTimeout else "Crashed"
        self._ended = kind(label, reason)
        return self._ended

    def _not_run(self) -> SubmissionTimeout | SubmissionCrashed:
        """What a call raises that nobody answers any more: it says that it was not run, and why."""
        if time.monotonic() >= self._until:
            reason = f"not run: the {_SHARED} were used up before".format(self._limits.wall_seconds)
            return SubmissionTimeout("Timeout", reason)
        if self._ended is None:
            return SubmissionCrashed("Crashed", "not run: the submission's process has ended")
        return type(self._ended)(self._ended.kind, f"not run: the run had ended before ({self._ended.text})")

    def _start_again(self) -> None:
        """A new process with the same cells run; gives up after RESTARTS, or when the time is used up."""
        if self._restarts >= RESTARTS or time.monotonic() >= self._until:
            raise self._not_run()
        self._restarts += 1
        self._child = self._warm.spawn(self._limits)
        for step in self._run:
            if isinstance(step, wire.Reach):
                self._reach(step.name)
            else:
                self._execute(step.source)


def _weight(reply: wire.Packet, header: int) -> int:
    """Bytes of memory that the reply takes, more or less: text and tensors what they take on the wire."""
    match reply.message:
        case wire.Executed():
            return len(reply.body) + wire.header_size(reply)
        case wire.Returned(stdout=stdout) | wire.Raised(stdout=stdout):
            text = len(stdout)
        case _:
            text = 0
    return len(reply.body) + text + _HEADER_WEIGHT * max(header - text, 0)
