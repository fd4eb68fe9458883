"""Nothing but a valid message gets through the wire, however it is cut, forged or delayed."""

import contextlib
import itertools
import socket
import struct
import sys
import threading
import time

import msgspec
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.checks import inside, taken
from autograder.remote import wire
from autograder.remote.executor import Executor
from autograder.remote.student import Student, SubmissionError, end
from autograder.remote.values import Decoder, Encoder


def received(data: bytes, seconds: float = 5.0) -> wire.Packet:
    """What the judge makes of `data`, after which the host hangs up."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        sender = threading.Thread(target=lambda: (theirs.sendall(data), theirs.shutdown(socket.SHUT_WR)))
        sender.start()
        try:
            return wire.receive_reply(ours, time.monotonic() + seconds)[0]
        finally:
            ours.close()
            sender.join()


def frame(header: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">II", len(header), len(body)) + header + body


def test_a_reply_arrives_as_it_was_sent():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        packet = wire.Packet(wire.Returned(wire.TensorV("float32", (1,), 0)), b"1234")
        wire.send(theirs, packet)
        assert wire.receive_reply(ours, time.monotonic() + 5)[0] == packet


def test_large_and_small_messages_arrive_one_after_the_other():
    ours, theirs = socket.socketpair()
    packets = [wire.Packet(wire.Returned(size), bytes(size)) for size in (1 << 20, 0, 5, (1 << 16) + 1)]
    with ours, theirs:
        sender = threading.Thread(target=lambda: [wire.send(theirs, packet) for packet in packets])
        sender.start()
        assert [wire.receive_reply(ours, time.monotonic() + 5)[0] for _ in packets] == packets
        sender.join()


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_random_bytes_are_no_message(data):
    with pytest.raises((wire.WireError, EOFError)):
        received(data + b"\xff")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=100), st.binary(max_size=20))
def test_random_headers_are_no_message(header, body):
    with pytest.raises(wire.WireError):
        received(frame(header, body))


@pytest.mark.parametrize("sizes", [(wire.HEADER_LIMIT + 1, 0), (0, wire.BODY_LIMIT + 1), (2**32 - 1, 2**32 - 1)])
def test_an_oversized_frame_is_refused_before_it_is_read(sizes):
    with pytest.raises(wire.WireError, match="over the limit"):
        received(struct.pack(">II", *sizes))


def test_a_deeply_nested_value_is_refused():
    nested = msgspec.msgpack.encode({"type": "returned", "result": 0})
    deep = b"\x92\xa4list\x91" * 20_000 + b"\xc0"
    with pytest.raises(wire.WireError):
        received(frame(nested[:-1] + deep))


def test_a_request_is_no_reply():
    header = msgspec.msgpack.encode(wire.Execute("1"))
    with pytest.raises(wire.WireError):
        received(frame(header))


def test_a_reply_sent_byte_by_byte_gains_no_time():
    ours, theirs = socket.socketpair()
    stop = threading.Event()

    def drip():
        for byte in frame(b"x" * 1000):
            if stop.wait(0.05):
                return
            theirs.send(bytes([byte]))

    with ours, theirs:
        thread = threading.Thread(target=drip)
        thread.start()
        started = time.monotonic()
        with pytest.raises(TimeoutError):
            wire.receive_reply(ours, started + 0.3)
        stop.set()
        thread.join()
        assert time.monotonic() - started < 2


@inside
def inside_twice(value, others=()):
    return value, value, others


dtypes = st.sampled_from(["float32", "float64", "bool", "int64", "float3", "object"])
tensors = st.builds(
    wire.TensorV,
    dtypes,
    st.lists(st.integers(-2, 2**62), max_size=3).map(tuple),
    st.integers(-5, 50),
    st.sampled_from(["cpu", "sim", "meta", "xla"]),
    st.booleans(),
    st.lists(st.integers(-2, 9), max_size=3).map(tuple),
    st.none(),
    st.none() | st.integers(-1, 3),
    st.none() | st.integers(-1, 3),
)
leaves = (
    st.none()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats()
    | st.text(max_size=5)
    | tensors
    | st.builds(wire.SameV, st.integers(-2, 4))
    | st.builds(wire.HandleV, st.integers(-2, 4), st.text(max_size=3))
    | st.builds(wire.NameV, st.text(max_size=3))
    | st.builds(wire.FunctionV, st.text(max_size=3), st.text(max_size=3))
    | st.builds(wire.IntV, st.text(max_size=4))
    | st.builds(wire.DtypeV, st.text(max_size=4))
    | st.builds(wire.DeviceV, st.text(max_size=4))
)
values = st.recursive(
    leaves,
    lambda inner: (
        st.builds(wire.ListV, st.lists(inner, max_size=3))
        | st.builds(wire.TupleV, st.lists(inner, max_size=3))
        | st.builds(wire.DictV, st.lists(st.tuples(inner, inner), max_size=2))
        | st.builds(wire.MakeV, st.text(max_size=3), st.lists(inner, max_size=2), st.just([]))
    ),
    max_leaves=6,
)
changes = st.builds(wire.Change, values, st.none() | st.integers(-2, 4), st.none() | st.integers(-2, 4))
replies = (
    st.builds(wire.Returned, values, st.integers(-1, 3), st.integers(-1, 3), st.lists(changes, max_size=2))
    | st.builds(wire.Raised, st.text(max_size=5), st.text(max_size=5), changed=st.lists(changes, max_size=2))
    | st.builds(wire.Gradients, st.lists(st.none() | tensors, max_size=3))
    | st.builds(wire.Executed, st.just([]))
    | st.just(wire.Done())
)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.builds(wire.Packet, replies, st.binary(max_size=40)), min_size=1, max_size=3))
def test_whatever_a_host_replies_the_proxy_gives_a_value_or_an_error_of_the_submission(packets):
    waiting = iter(packets)

    class Hostile:
        def answer(self, packet):
            return next(waiting, packets[-1])

    X = torch.ones(2, requires_grad=True)
    student = Student(Hostile())
    try:
        result = student.f(X, [torch.zeros(1)], {"t": 1})
        if isinstance(result, torch.Tensor) and result.requires_grad:
            torch.autograd.grad(result, X, torch.ones_like(result), allow_unused=True)
    except (SubmissionError, RecursionError):
        pass


@settings(max_examples=300, deadline=None)
@given(st.lists(st.builds(wire.Packet, replies, st.binary(max_size=40)), min_size=1, max_size=4))
def test_whatever_a_host_replies_to_functions_mirrors_and_questions_there_is_a_value_or_an_error(packets):
    waiting = iter(packets)

    class Hostile:
        def answer(self, packet):
            return next(waiting, packets[-1])

    student = Student(Hostile())
    weight = torch.zeros(2)
    questions = (
        lambda: taken(inside_twice.of(student), 3)(student.f, [weight]),
        lambda: list(itertools.islice(student.f.items, 3)),
        lambda: (len(student.f()), bool(student.f()), 1 in student.f(), student.f() == student.f()),
        lambda: setattr(student.f(), "weight", torch.ones(2)),
        lambda: student.f(student.f.weight),
    )
    for ask in questions:
        with contextlib.suppress(SubmissionError, RecursionError, TypeError, AttributeError):
            ask()
    end(student)
    assert weight.tolist() == [0, 0]


def test_what_stands_for_something_of_the_judges_is_refused_in_a_reply():
    for value in (wire.NameV("softmax"), wire.FunctionV("f", "def f(): ..."), wire.MakeV("Net", [], [])):
        with pytest.raises(SubmissionError, match="a name where an object"):
            reply_of(wire.Returned(wire.ListV([value])))


def test_a_bool_tensor_of_odd_bytes_is_made_of_true_and_false():
    value = Decoder(b"\x00\x01\x02\xff").tensor(wire.TensorV("bool", (4,), 0))
    assert value.view(torch.uint8).tolist() == [0, 1, 1, 1]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(width=32), max_size=8), st.sampled_from([torch.float32, torch.float64, torch.float16]))
def test_tensors_survive_the_wire_bit_by_bit(numbers, dtype):
    tensor = torch.tensor(numbers, dtype=dtype)
    encoder = Encoder()
    value = encoder.value(tensor)
    decoded = Decoder(bytes(encoder.body)).value(value)
    assert torch.equal(decoded.view(torch.uint8), tensor.view(torch.uint8))


def test_an_executor_refuses_handles_that_it_never_gave():
    with pytest.raises(wire.WireError):
        Executor({}).answer(wire.Packet(wire.Vjp(7, [])))


class Host:
    """A backend that answers everything with one reply."""

    def __init__(self, message: wire.Reply, body: bytes = b"") -> None:
        self.packet = wire.Packet(message, body)

    def answer(self, packet: wire.Packet) -> wire.Packet:
        return self.packet


def reply_of(message: wire.Reply, body: bytes = b""):
    return Student(Host(message, body)).softmax(torch.ones(2, 3))


def test_tensors_that_share_their_bytes_are_refused_before_they_fill_the_memory():
    tensor = wire.TensorV("uint8", (8 << 20,), 0)
    for message in (
        wire.Returned(wire.ListV([tensor] * 10_000)),
        wire.Returned(None, changed=[wire.Change(tensor, index=0)] * 10_000),
    ):
        start = time.monotonic()
        with pytest.raises(SubmissionError, match=r"share their bytes|two changes of one"):
            reply_of(message, bytes(8 << 20))
        assert time.monotonic() - start < 5


def test_a_number_of_results_is_not_believed():
    with pytest.raises(SubmissionError, match="not numbered"):
        reply_of(wire.Returned(None, 1, 2**40))


def test_an_argument_is_changed_once():
    student = Student(
        Host(wire.Returned(None, changed=[wire.Change(wire.ListV([1]), 0), wire.Change(wire.ListV([2]), 0)]))
    )
    with pytest.raises(SubmissionError, match="two changes of one argument"):
        student.f([0])


def test_keys_of_one_hash_take_no_time():
    keys = [wire.IntV(hex(number * sys.hash_info.modulus)) for number in range(60_000)]
    start = time.monotonic()
    with pytest.raises(SubmissionError, match="keys"):
        reply_of(wire.Returned(wire.DictV([(key, None) for key in keys])))
    assert time.monotonic() - start < 5


def test_a_dict_of_many_words_is_an_answer_like_any_other():
    words = wire.DictV([(f"word {number}", number) for number in range(20_000)])
    assert len(reply_of(wire.Returned(words))) == 20_000


@pytest.mark.parametrize("device", ["cuda:77", "sim:x", "meta", "cpu:nowhere", "tpu"])
def test_a_device_that_is_none_is_the_submissions_fault(device: str):
    with pytest.raises(SubmissionError):
        reply_of(wire.Returned(wire.TensorV("float32", (1,), 0, device)), bytes(4))


def test_a_result_that_is_both_a_mirror_and_an_output_is_the_submissions_fault():
    both = wire.TensorV("float32", (1,), 0, "cpu", True, handle=3, output=0)
    with pytest.raises(SubmissionError):
        reply_of(wire.Returned(wire.TupleV([both]), 1, 0), bytes(4))
