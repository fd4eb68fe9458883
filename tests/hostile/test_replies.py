"""The judge keeps what a submission replied until its tests are judged: so all replies together have a limit."""

import socket
import threading
from collections.abc import Iterator

import msgspec
import pytest

from autograder.remote import wire
from autograder.remote.student import SubmissionCrashed
from autograder.sandbox import session
from autograder.sandbox.policy import Limits
from autograder.sandbox.session import Session


class Talkative:
    """In the place of the warm process: its children answer everything with `reply`."""

    def __init__(self, reply: wire.Packet) -> None:
        self._reply = reply

    def spawn(self, limits: Limits) -> "Talkative":
        self.socket, theirs = socket.socketpair()
        threading.Thread(target=self._talk, args=(theirs,), daemon=True).start()
        return self

    def _talk(self, connection: socket.socket) -> None:
        with connection:
            try:
                while True:
                    wire.receive_request(connection)
                    wire.send(connection, self._reply)
            except (EOFError, OSError):
                pass

    def status(self) -> str:
        return "still running"

    def close(self) -> None:
        self.socket.close()


@pytest.fixture(autouse=True)
def _little_room(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(session, "REPLIES_LIMIT", 1 << 20)
    return


def answers(reply: wire.Packet) -> int:
    """How many of 200 calls are answered before the submission is given up for good."""
    talk = Session(Talkative(reply), Limits())  # type: ignore[arg-type]
    call = wire.Packet(wire.Call("f", [], []))
    answered = 0
    for _ in range(200):
        try:
            talk.answer(call)
            answered += 1
        except SubmissionCrashed:
            pass
    talk.close()
    return answered


def test_tensors_count_as_what_they_take():
    assert answers(wire.Packet(wire.Returned(None), bytes(100_000))) == 10


def test_structures_count_as_more_than_they_are_on_the_wire():
    many = wire.TupleV([wire.TupleV([]) for _ in range(1000)])
    assert answers(wire.Packet(wire.Returned(many))) < 10


def test_outputs_that_leave_out_their_defaults_count_as_with_them():
    reply = wire.Packet(wire.Executed([wire.Output("")] * 1000))
    bare = msgspec.msgpack.encode({"type": "executed", "outputs": [{"kind": ""}] * 1000})
    assert session._weight(reply, len(bare)) == wire.header_size(reply) > 3 * len(bare)


def test_what_a_submission_prints_counts_as_text():
    assert answers(wire.Packet(wire.Returned(None, stdout="A" * 10_000))) > 60


def test_ordinary_answers_are_all_given():
    assert answers(wire.Packet(wire.Returned(1.0), bytes(1000))) == 200


def test_a_host_that_shows_more_than_it_may_is_not_shown(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(session, "REPLIES_LIMIT", 1 << 30)
    shown = wire.Output("stream", "stdout", "A" * 1_000_000)
    talk = Session(Talkative(wire.Packet(wire.Executed([shown]))), Limits(output_kb=64))  # type: ignore[arg-type]
    sizes = [sum(len(output.text) for output in talk.execute("")) for _ in range(50)]
    talk.close()
    assert sizes[0] == 1_000_000
    assert sum(sizes) < 2_000_000
