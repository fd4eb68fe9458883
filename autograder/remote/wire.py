"""What may cross the wall: a closed set of messages, encoded with msgpack, tensors as raw bytes.

A frame is two big-endian lengths, a header and a body. The header is one `Message` (msgspec validates every type while
decoding); the body holds the bytes of the tensors one after the other, and a `TensorV` says where its own begin. The
two are apart so that a small frame cannot unfold into a large structure: the header, the part that becomes Python
objects, has a small limit of its own. Nothing here executes or imports anything that the frame names.
"""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Iterator
from typing import TypeAlias

import msgspec

HEADER_LIMIT = 2 << 20
BODY_LIMIT = 64 << 20
_LENGTHS = struct.Struct(">II")
_SMALL = 1 << 16  # bytes that are copied rather than sent by themselves, which would wake the other side twice


class WireError(Exception):
    """The other side sent something that is no frame, no message, or too large."""


class TensorV(msgspec.Struct, tag="tensor", array_like=True, frozen=True):
    """A tensor by value. `strides` restores the layout of an input (empty: contiguous); `handle` names the host's own
    tensor that this one mirrors; `output` is its position among the differentiable results of a call."""

    dtype: str
    shape: tuple[int, ...]
    start: int
    device: str = "cpu"
    requires_grad: bool = False
    strides: tuple[int, ...] = ()
    grad: TensorV | None = None
    handle: int | None = None
    output: int | None = None
    parameter: bool = False


class SameV(msgspec.Struct, tag="same", array_like=True, frozen=True):
    """The very object that the request's `index`-th tensor or container is."""

    index: int


class HandleV(msgspec.Struct, tag="handle", array_like=True, frozen=True):
    """An object that stays in the host; `kind` is its type's name and says nothing that can be trusted."""

    id: int
    kind: str


class NameV(msgspec.Struct, tag="name", array_like=True, frozen=True):
    """What a name of the namespace stands for, as an argument: a function or class of the submission's. In no reply."""

    name: str


class FunctionV(msgspec.Struct, tag="function", array_like=True, frozen=True):
    """The judge's own function `name`, made out of its text apart from the namespace, once in a conversation: as what is
    called, or as an argument. In no reply."""

    name: str
    source: str


class MakeV(msgspec.Struct, tag="make", array_like=True, frozen=True):
    """What `name` of the namespace gives for these arguments, as an argument of the call in which it is made. In no
    reply."""

    name: str
    args: list[Value]
    kwargs: list[tuple[str, Value]]


class IntV(msgspec.Struct, tag="int", array_like=True, frozen=True):
    """An integer that does not fit 64 bits, in hexadecimal."""

    digits: str


class ComplexV(msgspec.Struct, tag="complex", array_like=True, frozen=True):
    real: float
    imag: float


class DtypeV(msgspec.Struct, tag="dtype", array_like=True, frozen=True):
    name: str


class DeviceV(msgspec.Struct, tag="device", array_like=True, frozen=True):
    name: str


class ListV(msgspec.Struct, tag="list", array_like=True, frozen=True):
    items: list[Value]


class TupleV(msgspec.Struct, tag="tuple", array_like=True, frozen=True):
    items: list[Value]


class DictV(msgspec.Struct, tag="dict", array_like=True, frozen=True):
    items: list[tuple[Value, Value]]


Value: TypeAlias = (
    None
    | bool
    | int
    | float
    | str
    | TensorV
    | SameV
    | HandleV
    | NameV
    | FunctionV
    | MakeV
    | IntV
    | ComplexV
    | DtypeV
    | DeviceV
    | ListV
    | TupleV
    | DictV
)


def parts_of(value: Value) -> Iterator[Value]:
    """The values directly within a value, in the order of the message."""
    match value:
        case ListV(items) | TupleV(items):
            yield from items
        case DictV(pairs):
            for pair in pairs:
                yield from pair
        case MakeV(_, args, kwargs):
            yield from args
            yield from (part for _, part in kwargs)


class Change(msgspec.Struct, array_like=True, frozen=True):
    """New contents of the request's `index`-th tensor or container, or of the host's tensor `handle`."""

    value: Value
    index: int | None = None
    handle: int | None = None


class Execute(msgspec.Struct, tag="execute", frozen=True):
    """Run a cell."""

    source: str


class Left(msgspec.Struct, array_like=True, frozen=True):
    """Something that a call left behind in its process, `before` and `after` it, in words."""

    name: str
    before: str
    after: str


class Call(msgspec.Struct, tag="call", frozen=True):
    """Call `name` (of the object `target`, or of the namespace; the target itself where `name` is empty).

    Without a `seed` the submission's random generators go on from where its last call left them. With `look` the reply
    says what the call left behind. Of a result that is to be gone through, the first `take` items are returned if
    `take` is not 0. torch says that the `devices` are there, "cuda:2", if any are named.
    """

    name: str
    args: list[Value]
    kwargs: list[tuple[str, Value]]
    target: int | FunctionV | None = None
    grad: str = "grad"
    dtype: str = "float32"
    seed: int | None = 0
    trace: bool = False
    sync: list[Change] = []
    wrt: list[int] = []
    look: bool = False
    take: int = 0
    devices: str = ""


class Reach(msgspec.Struct, tag="reach", frozen=True):
    """The check of `name` is reached: from here on, requests mean what the namespace's names stand for now."""

    name: str


class Get(msgspec.Struct, tag="get", frozen=True):
    """Look up `name` of the object `target`, or of the namespace; if `plain`, as plain data where `plain.simplified`
    can."""

    name: str
    target: int | None = None
    plain: bool = False


class Vjp(msgspec.Struct, tag="vjp", frozen=True):
    """Vector-Jacobian product of the earlier call `call`: one cotangent (or None) for each differentiable output."""

    call: int
    cotangents: list[TensorV | None]


class Forget(msgspec.Struct, tag="forget", frozen=True):
    """Drop every handle, function and graph. A process that is asked for it does not reply: nobody waits for that."""


class Output(msgspec.Struct, frozen=True):
    """One output of a cell: `kind` is a notebook's output_type; `data` maps MIME type to text (base64 for pictures)."""

    kind: str
    name: str = ""
    text: str = ""
    data: dict[str, str] = {}
    traceback: list[str] = []


class Executed(msgspec.Struct, tag="executed", frozen=True):
    outputs: list[Output]
    failed: bool = False


class Returned(msgspec.Struct, tag="returned", frozen=True):
    """`call` names the graph for `Vjp`; `outputs` counts the differentiable results."""

    result: Value
    call: int = 0
    outputs: int = 0
    changed: list[Change] = []
    ops: list[tuple[str, int]] = []
    stdout: str = ""
    left: list[Left] = []


class Raised(msgspec.Struct, tag="raised", frozen=True):
    """The submission raised `kind`; `lines` are its own traceback lines."""

    kind: str
    message: str
    lines: list[str] = []
    missing: bool = False
    changed: list[Change] = []
    stdout: str = ""


class Unrecorded(msgspec.Struct, tag="unrecorded", frozen=True):
    """Another thread worked in a traced call that was recorded in its own thread alone. From now on all are recorded."""


class Gradients(msgspec.Struct, tag="gradients", frozen=True):
    """One gradient (or None: not reached) for each tensor of the call that requires one: arguments, then `wrt`."""

    grads: list[TensorV | None]


class Done(msgspec.Struct, tag="done", frozen=True):
    pass


Request: TypeAlias = Execute | Reach | Call | Get | Vjp | Forget
Reply: TypeAlias = Executed | Returned | Raised | Unrecorded | Gradients | Done


class Packet(msgspec.Struct, frozen=True):
    """A message with the bytes of its tensors."""

    message: Request | Reply
    body: bytes = b""


_encoder = msgspec.msgpack.Encoder()
_requests = msgspec.msgpack.Decoder(Request)
_replies = msgspec.msgpack.Decoder(Reply)


def send(sock: socket.socket, packet: Packet) -> None:
    """Send one frame; raises WireError when it is over the limits, OSError when the other side is gone."""
    header = _encoder.encode(packet.message)
    if len(header) > HEADER_LIMIT or len(packet.body) > BODY_LIMIT:
        raise WireError(f"a message of {len(header)} + {len(packet.body)} bytes is over the limit")
    head = _LENGTHS.pack(len(header), len(packet.body)) + header
    if len(packet.body) <= _SMALL:
        sock.sendall(head + packet.body)
    else:
        sock.sendall(head)
        sock.sendall(packet.body)


def header_size(packet: Packet) -> int:
    """Bytes of the packet's header on the wire."""
    return len(_encoder.encode(packet.message))


def receive_request(sock: socket.socket) -> Packet:
    """Receive one request; EOFError when the other side is gone."""
    return _receive(sock, _requests)[0]


def receive_reply(sock: socket.socket, deadline: float) -> tuple[Packet, int]:
    """Receive one reply before `deadline` (of time.monotonic, so that a reply sent byte by byte gains no time).

    Also the bytes of its header as they came: fewer than `header_size` if it leaves out defaults. Raises TimeoutError,
    EOFError when the other side is gone, WireError when it sent no valid reply.
    """
    return _receive(sock, _replies, deadline)


def _receive(
    sock: socket.socket,
    decoder: msgspec.msgpack.Decoder[Request] | msgspec.msgpack.Decoder[Reply],
    deadline: float | None = None,
) -> tuple[Packet, int]:
    header_size, body_size = _LENGTHS.unpack(_read(sock, _LENGTHS.size, deadline))
    if header_size > HEADER_LIMIT or body_size > BODY_LIMIT:
        raise WireError(f"a message of {header_size} + {body_size} bytes is over the limit")
    data = _read(sock, header_size + body_size, deadline)
    try:
        return Packet(decoder.decode(data[:header_size]), bytes(data[header_size:])), header_size
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise WireError(f"not a message: {error}") from None


def _read(sock: socket.socket, size: int, deadline: float | None) -> memoryview:
    whole = view = memoryview(bytearray(size))
    while view:
        if deadline is not None:
            sock.settimeout(max(deadline - time.monotonic(), 0.001))
        count = sock.recv_into(view)
        if count == 0:
            raise EOFError("the other side closed the connection")
        view = view[count:]
    return whole
