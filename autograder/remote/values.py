"""Python values to and from the wire's values, on both sides of the wall.

Tensors and mutable containers (lists, dicts) of a message are numbered in the order in which they are met, the same on
both sides; the second occurrence of one is `SameV(number)`. That keeps identity: a state that is passed twice is one
tensor in the submission too, and a result that *is* an argument is recognised as that.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeAlias

import numpy
import torch

from autograder.devices import simulated as devices
from autograder.remote import wire
from autograder.remote.dtypes import DTYPE_NAMES, DTYPES, IN_NUMPY, device_of, dtype_of

_PLAIN = frozenset({type(None), bool, str, float})
# Of an integer. Python writes none in words that has more than 4300 digits, and takes the square of their number.
_BITS = 10_000
_DEPTH = 40
_NODES = 50_000
# Keys can be chosen to have one hash, strings excepted, so that a dict takes the square of their number to make.
_KEYS = 1000


Opaque: TypeAlias = wire.HandleV | wire.NameV | wire.FunctionV | wire.MakeV
"""What stands for something that is no data."""


class Unencodable(TypeError):
    """The value is neither plain data nor a tensor."""


class Encoder:
    """Collects one message: `value()` for each value, then `body` with the bytes of its tensors.

    `known` maps id() to the number of an object that the other side has already; `handle` makes a value of an object
    that is no plain data (without it such an object raises Unencodable).
    """

    def __init__(
        self,
        *,
        known: dict[int, int] | None = None,
        handle: Callable[[object], wire.Value] | None = None,
        remote: Callable[[torch.Tensor], int | None] | None = None,
    ) -> None:
        self.known = dict(known or {})
        self.objects: list[object] = []
        self.outputs: list[torch.Tensor] = []
        self.body = bytearray()
        self._fixed = known is not None
        self._handle = handle
        self._remote = remote
        self._nodes = 0

    def value(self, value: object, depth: int = 0) -> wire.Value:
        self._nodes += 1
        if id(value) in self.known:
            return wire.SameV(self.known[id(value)])
        kind = type(value)
        if kind is torch.Tensor:
            return self._of_tensor(value)  # type: ignore[arg-type]
        if kind in _PLAIN:
            return value  # type: ignore[return-value]
        # By its type: what an object says of itself, as its __class__, may be anything.
        if issubclass(kind, str):
            return str.__str__(value)  # NumPy's and others' are classes that no message can have
        if issubclass(kind, float):
            return float.__float__(value)  # type: ignore[arg-type]
        if issubclass(kind, int):
            number = int.__int__(value)  # type: ignore[arg-type]
            if number.bit_length() > _BITS:
                return self._opaque(value)
            return number if -(2**63) <= number < 2**63 else wire.IntV(hex(number))
        if isinstance(value, complex):
            return wire.ComplexV(value.real, value.imag)
        if issubclass(kind, torch.Tensor):
            return self._of_tensor(value)  # type: ignore[arg-type]
        if isinstance(value, torch.dtype) and value in DTYPE_NAMES:
            return wire.DtypeV(DTYPE_NAMES[value])
        if isinstance(value, torch.device):
            return wire.DeviceV(str(value))
        if depth < _DEPTH and self._nodes < _NODES and issubclass(kind, (list, tuple, dict)):
            return self._of_container(value, depth)  # type: ignore[arg-type]
        return self._opaque(value)

    def tensor(self, tensor: torch.Tensor, *, strided: bool = False, output: int | None = None) -> wire.TensorV:
        """The tensor's value, without a number of its own; with its `grad` if `strided`: if it is an argument.

        Raises Unencodable for sparse, meta and the like.
        """
        name, device = DTYPE_NAMES.get(tensor.dtype), _named(tensor.device)
        if tensor.layout is not torch.strided or name is None or device == "meta":
            raise Unencodable(f"a tensor of layout {tensor.layout} and dtype {tensor.dtype} on {tensor.device}")
        strides: tuple[int, ...] = ()
        plain = tensor
        if strided and not tensor.is_contiguous():
            strides, plain = tensor.stride(), tensor.detach()
            for dim, stride in enumerate(strides):
                if stride == 0 and plain.shape[dim] > 1:
                    plain = plain.narrow(dim, 0, 1)
        start = len(self.body)
        self.body += tensor_bytes(plain)
        handle = self._remote(tensor) if self._remote else None
        grad = tensor.grad if (strided or handle is not None) and tensor.is_leaf else None
        return wire.TensorV(
            name,
            tuple(tensor.shape),
            start,
            device,
            tensor.requires_grad,
            strides,
            None if grad is None else self.tensor(grad),
            handle,
            output if handle is None else None,
            is_parameter(tensor),
        )

    def _number(self, value: object) -> None:
        if not self._fixed:
            self.known[id(value)] = len(self.objects)
            self.objects.append(value)

    def _of_tensor(self, tensor: torch.Tensor) -> wire.Value:
        try:
            if self._fixed:
                encoded = self.tensor(tensor, output=len(self.outputs) if tensor.requires_grad else None)
                if encoded.output is not None:
                    self.outputs.append(tensor)
                return encoded
            encoded = self.tensor(tensor, strided=True)
            if encoded.handle is None:  # the other side's own are called by their handles
                self._number(tensor)
            return encoded
        except (Unencodable, RuntimeError, TypeError, NotImplementedError):
            return self._opaque(tensor)

    def _of_container(self, value: list[object] | tuple[object, ...] | dict[object, object], depth: int) -> wire.Value:
        if isinstance(value, tuple):
            return wire.TupleV([self.value(item, depth + 1) for item in value])
        self._number(value)
        if isinstance(value, list):
            return wire.ListV([self.value(item, depth + 1) for item in value])
        return wire.DictV([(self.value(_key(k), depth + 1), self.value(v, depth + 1)) for k, v in value.items()])

    def _opaque(self, value: object) -> wire.Value:
        if self._handle is None:
            raise Unencodable(f"{type(value).__name__} objects cannot be passed to a submission")
        return self._handle(value)


class Decoder:
    """Rebuilds the values of one message; `objects` numbers its tensors and containers.

    `known` are the objects that SameV refers to in a reply; `handle` gives what an Opaque stands for; `mirror`
    gives the object that stands for a tensor with a handle. Everything raises WireError that does not fit.
    """

    def __init__(
        self,
        body: bytes,
        *,
        known: list[object] | None = None,
        handle: Callable[[Opaque], object] | None = None,
        mirror: Callable[[wire.TensorV, torch.Tensor], torch.Tensor] | None = None,
    ) -> None:
        self.objects: list[object] = [] if known is None else known
        self.encoded: list[wire.TensorV | None] = []  # what the tensors among the `objects` were made of
        self._body = body
        self._writable: bytearray | None = None
        self._unread = len(body)
        self._fixed = known is not None
        self._handle = handle
        self._mirror = mirror

    def value(self, value: wire.Value) -> object:
        if type(value) is wire.TensorV:
            return self._tensor_value(value)
        match value:
            case None | bool() | int() | float() | str():
                return value
            case wire.SameV(index):
                if not 0 <= index < len(self.objects):
                    raise wire.WireError(f"no object {index}")
                return self.objects[index]
            case wire.ListV(items):
                made: list[object] = []
                self._number(made)
                made.extend(self.value(item) for item in items)
                return made
            case wire.TupleV(items):
                return tuple(self.value(item) for item in items)
            case wire.DictV(items):
                return self._dict(items)
            case wire.HandleV() | wire.NameV() | wire.FunctionV() | wire.MakeV():
                if self._handle is None:
                    raise wire.WireError("an object where only data is expected")
                return self._handle(value)
            case wire.IntV(digits):
                return _integer(digits)
            case wire.ComplexV(real, imag):
                return complex(real, imag)
            case wire.DtypeV(name):
                return dtype_of(name)
            case wire.DeviceV(name):
                return device_of(name)
        raise wire.WireError(f"no value: {type(value).__name__}")

    def tensor(self, value: wire.TensorV) -> torch.Tensor:
        """The tensor's value, as a leaf on its device. Raises WireError when bytes, shape and strides do not fit."""
        dtype = dtype_of(value.dtype)
        stored = value.shape
        if len(stored) > 32 or (stored and (min(stored) < 0 or max(stored) > 2**40)):
            raise wire.WireError(f"no shape: {value.shape[:32]}")
        if value.strides:
            if self._fixed:  # a stride of 0 makes a huge tensor of a few bytes
                raise wire.WireError("strides in a reply")
            stored = tuple(
                min(size, 1) if stride == 0 else size for size, stride in zip(value.shape, value.strides, strict=True)
            )
        size = math.prod(stored) * dtype.itemsize
        if value.start < 0 or value.start + size > len(self._body):
            raise wire.WireError(f"a tensor of shape {value.shape[:32]} is longer than its message")
        self._unread -= size
        if self._unread < 0:  # a few bytes in the header each, they could fill any memory
            raise wire.WireError("tensors that share their bytes")
        tensor = self._stored(value.start, size, dtype, stored)
        if value.strides:
            compact = tuple(0 if size <= 1 else stride for size, stride in zip(stored, value.strides, strict=True))
            tensor = torch.empty_strided(stored, compact, dtype=dtype).copy_(tensor)
            if stored != tuple(value.shape):
                tensor = tensor.expand(value.shape)
        if value.device == "cpu":
            return tensor
        return devices.to_device(tensor, _named(device_of(value.device)))

    def bytes_of(self, value: wire.TensorV) -> bytes:
        """The elements of `value`, which has been decoded, as `tensor_bytes` gives them."""
        return self._body[value.start : value.start + math.prod(value.shape) * DTYPES[value.dtype].itemsize]

    def _stored(self, start: int, size: int, dtype: torch.dtype, shape: tuple[int, ...]) -> torch.Tensor:
        """A contiguous tensor of `size` bytes of the message, in memory of its own: a view of the bytes would refuse
        detach_()."""
        if not size:
            return torch.empty(shape, dtype=dtype)
        if self._writable is None:
            self._writable = bytearray(self._body)  # torch warns of bytes that cannot be written to
        kind = IN_NUMPY.get(dtype)
        if kind is None:
            part = self._writable[start : start + size]
            return torch.frombuffer(part, dtype=dtype).reshape(shape).clone()
        array = numpy.frombuffer(self._writable, kind, math.prod(shape), start).reshape(shape)
        if dtype is torch.bool:  # any byte but 0 and 1 in a bool tensor is undefined behaviour
            return torch.from_numpy(array).ne(0)
        return torch.from_numpy(array).clone()

    def _tensor_value(self, value: wire.TensorV) -> torch.Tensor:
        tensor = self.tensor(value)
        if value.handle is not None and self._mirror is not None:
            if value.grad is not None:
                tensor.grad = self.tensor(value.grad)
            return self._mirror(value, tensor)
        if self._fixed:
            return tensor
        if value.requires_grad:
            tensor.requires_grad_()
        if value.grad is not None:
            tensor.grad = self.tensor(value.grad)
        self.objects.append(tensor)
        self.encoded.append(value)
        return tensor

    def _dict(self, items: list[tuple[wire.Value, wire.Value]]) -> dict[object, object]:
        made: dict[object, object] = {}
        self._number(made)
        for key, value in items:
            decoded = self.value(key)
            if not isinstance(decoded, str | int | float | bool | tuple | torch.dtype | None):
                raise wire.WireError(f"a {type(decoded).__name__} as the key of a dict")
            if self._fixed and not isinstance(decoded, str) and len(made) >= _KEYS:
                raise wire.WireError(f"a dict with more than {_KEYS} keys that are no strings")
            try:
                made[decoded] = self.value(value)
            except TypeError:
                raise wire.WireError("the key of a dict holds something that cannot be hashed") from None
        return made

    def _number(self, value: object) -> None:
        if not self._fixed:
            self.objects.append(value)
            self.encoded.append(None)


def tensor_bytes(tensor: torch.Tensor) -> bytes:
    """The elements of `tensor`, contiguous, in the machine's byte order."""
    tensor = devices.held(tensor)
    # By the class: an instance may have methods of its own, which would compute unseen.
    bare = torch.Tensor.detach(tensor)
    if bare.is_cpu and bare.dtype in IN_NUMPY and not bare.is_neg():  # nearly all, in a fifth of the time
        return bare.numpy().tobytes()
    plain = bare.cpu().contiguous().reshape(-1).resolve_conj().resolve_neg()
    # A single element counts as contiguous whatever its stride (`x.sum().expand(1, 1)`), but has no view as bytes then.
    return plain.as_strided(plain.shape, (1,)).view(torch.uint8).numpy().tobytes() if plain.numel() else b""


def snapshot(tensor: torch.Tensor) -> object:
    """Something that compares unequal when anything of the tensor has changed that crosses with it."""
    grad = tensor.grad if tensor.is_leaf else None
    bytes_ = tensor_bytes(tensor), None if grad is None else tensor_bytes(grad)
    return tuple(tensor.shape), tensor.dtype, tensor.requires_grad, bytes_


def _named(device: torch.device) -> str:
    """Of several simulated devices, which; the first of a kind is called by the kind alone."""
    return f"sim:{device.index}" if device.type == "sim" and device.index else device.type


def is_parameter(tensor: torch.Tensor) -> bool:
    """isinstance(tensor, torch.nn.Parameter), which takes long to say no."""
    return type(tensor) is not torch.Tensor and isinstance(tensor, torch.nn.Parameter)


def _key(value: object) -> object:
    """The key of a dict: what has too many digits is told, because no object can stand for it there."""
    if issubclass(type(value), int) and int.bit_length(value) > _BITS:  # type: ignore[arg-type]
        return f"a whole number of {int.bit_length(value)} bits"  # type: ignore[arg-type]
    return value


def _integer(digits: str) -> int:
    if len(digits) > _BITS // 4 + len("-0x") + 1:
        raise wire.WireError(f"an integer of more than {_BITS} bits")
    try:
        return int(digits, 16)
    except ValueError:
        raise wire.WireError("not an integer") from None
