"""Python values to and from the wire's values, on both sides of the wall.

Tensors and mutable containers (lists, dicts) of a message are numbered in the order in which they are met, the same on
both sides; the second occurrence of one is `SameV(number)`. That keeps identity: a state that is passed twice is one
tensor in the submission too, and a result that *is* an argument is recognised as that.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import msgspec
import torch

from autograder import devices
from autograder.sandbox import wire

DTYPES: dict[str, torch.dtype] = {
    name: getattr(torch, name)
    for name in ("float64 float32 float16 bfloat16 int64 int32 int16 int8 uint8 bool complex64 complex128".split())
}
_NAMES = {dtype: name for name, dtype in DTYPES.items()}
_IN_NUMPY = frozenset(dtype for dtype in _NAMES if not dtype.is_complex and dtype is not torch.bfloat16)
_DEPTH = 40
_NODES = 50_000
# Keys can be chosen to have one hash, strings excepted, so that a dict takes the square of their number to make.
_KEYS = 1000


class Unencodable(TypeError):
    """The value is neither plain data nor a tensor."""


class Encoder:
    """Collects one message: `value()` for each value, then `body` with the bytes of its tensors.

    `known` maps id() to the number of an object that the other side has already; `handle` makes a HandleV of an object
    that is no plain data (without it such an object raises Unencodable).
    """

    def __init__(
        self,
        *,
        known: dict[int, int] | None = None,
        handle: Callable[[object], wire.HandleV] | None = None,
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
        if value is None or isinstance(value, bool | str):
            return value
        if isinstance(value, float):
            return float(value)
        if isinstance(value, int):
            return int(value) if -(2**63) <= value < 2**63 else wire.IntV(hex(value))
        if isinstance(value, complex):
            return wire.ComplexV(value.real, value.imag)
        if isinstance(value, torch.Tensor):
            return self._of_tensor(value)
        if isinstance(value, torch.dtype) and value in _NAMES:
            return wire.DtypeV(_NAMES[value])
        if isinstance(value, torch.device):
            return wire.DeviceV(str(value))
        if depth < _DEPTH and self._nodes < _NODES and isinstance(value, list | tuple | dict):
            return self._of_container(value, depth)
        return self._opaque(value)

    def tensor(self, tensor: torch.Tensor, *, strided: bool = False) -> wire.TensorV:
        """The tensor's value, without a number of its own. Raises Unencodable for sparse, meta and the like."""
        plain = tensor.detach()
        if tensor.layout is not torch.strided or tensor.dtype not in _NAMES or tensor.device.type == "meta":
            raise Unencodable(f"a tensor of layout {tensor.layout} and dtype {tensor.dtype} on {tensor.device}")
        strides = tuple(plain.stride()) if strided and not plain.is_contiguous() else ()
        for dim, stride in enumerate(strides):
            if stride == 0 and plain.shape[dim] > 1:
                plain = plain.narrow(dim, 0, 1)
        start = len(self.body)
        self.body += tensor_bytes(plain)
        handle = self._remote(tensor) if self._remote else None
        return wire.TensorV(
            _NAMES[tensor.dtype],
            tuple(tensor.shape),
            start,
            tensor.device.type,
            tensor.requires_grad,
            strides,
            handle=handle,
            parameter=isinstance(tensor, torch.nn.Parameter),
        )

    def _number(self, value: object) -> None:
        if not self._fixed:
            self.known[id(value)] = len(self.objects)
            self.objects.append(value)

    def _of_tensor(self, tensor: torch.Tensor) -> wire.Value:
        try:
            if self._fixed:
                encoded = self.tensor(tensor)
                if not tensor.requires_grad or encoded.handle is not None:
                    return encoded
                self.outputs.append(tensor)
                return msgspec.structs.replace(encoded, output=len(self.outputs) - 1)
            self._number(tensor)
            encoded = self.tensor(tensor, strided=True)
            grad = tensor.grad if tensor.is_leaf else None
            if grad is None:
                return encoded
            return msgspec.structs.replace(encoded, grad=self.tensor(grad))
        except (Unencodable, RuntimeError, TypeError, NotImplementedError):
            return self._opaque(tensor)

    def _of_container(self, value: list[object] | tuple[object, ...] | dict[object, object], depth: int) -> wire.Value:
        if isinstance(value, tuple):
            return wire.TupleV([self.value(item, depth + 1) for item in value])
        self._number(value)
        if isinstance(value, list):
            return wire.ListV([self.value(item, depth + 1) for item in value])
        return wire.DictV([(self.value(k, depth + 1), self.value(v, depth + 1)) for k, v in value.items()])

    def _opaque(self, value: object) -> wire.Value:
        if self._handle is None:
            raise Unencodable(f"{type(value).__name__} objects cannot be passed to a submission")
        return self._handle(value)


class Decoder:
    """Rebuilds the values of one message; `objects` numbers its tensors and containers.

    `known` are the objects that SameV refers to in a reply; `handle` turns a HandleV into an object; `mirror` gives the
    object that stands for a tensor with a handle. Everything raises WireError that does not fit.
    """

    def __init__(
        self,
        body: bytes,
        *,
        known: list[object] | None = None,
        handle: Callable[[wire.HandleV], object] | None = None,
        mirror: Callable[[wire.TensorV, torch.Tensor], torch.Tensor] | None = None,
    ) -> None:
        self.objects: list[object] = [] if known is None else known
        self.outputs: dict[int, torch.Tensor] = {}
        self._body = body
        self._unread = len(body)
        self._fixed = known is not None
        self._handle = handle
        self._mirror = mirror

    def value(self, value: wire.Value) -> object:
        match value:
            case wire.TensorV():
                return self._tensor_value(value)
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
            case wire.HandleV():
                if self._handle is None:
                    raise wire.WireError("an object where only data is expected")
                return self._handle(value)
            case wire.IntV(digits):
                return _integer(digits)
            case wire.ComplexV(real, imag):
                return complex(real, imag)
            case wire.DtypeV(name):
                return _dtype(name)
            case wire.DeviceV(name):
                return _device(name)
        return value

    def tensor(self, value: wire.TensorV) -> torch.Tensor:
        """The tensor's value, as a leaf on its device. Raises WireError when bytes, shape and strides do not fit."""
        dtype = _dtype(value.dtype)
        if len(value.shape) > 32 or any(size < 0 or size > 2**40 for size in value.shape):
            raise wire.WireError(f"no shape: {value.shape[:32]}")
        stored = value.shape
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
        tensor = _from_bytes(self._body[value.start : value.start + size], dtype, stored)
        if value.strides:
            compact = tuple(0 if size <= 1 else stride for size, stride in zip(stored, value.strides, strict=True))
            tensor = torch.empty_strided(stored, compact, dtype=dtype).copy_(tensor)
            if stored != tuple(value.shape):
                tensor = tensor.expand(value.shape)
        device = _device(value.device).type
        if device != "cpu":
            return devices.to_device(tensor, device)
        # A view of the message's bytes would refuse detach_(). A copy of a strided tensor would lose its strides.
        return tensor if value.strides else tensor.clone()

    def _tensor_value(self, value: wire.TensorV) -> torch.Tensor:
        tensor = self.tensor(value)
        if value.handle is not None and self._mirror is not None:
            return self._mirror(value, tensor)
        if self._fixed:
            if value.output is not None:
                self.outputs[value.output] = tensor
            return tensor
        if value.requires_grad:
            tensor.requires_grad_()
        if value.grad is not None:
            tensor.grad = self.tensor(value.grad)
        self._number(tensor)
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


def tensor_bytes(tensor: torch.Tensor) -> bytes:
    """The elements of `tensor`, contiguous, in the machine's byte order."""
    if tensor.dtype in _IN_NUMPY and tensor.device.type == "cpu" and not tensor.is_neg():
        return tensor.detach().numpy().tobytes()  # nearly all tensors, in a fifth of the time
    plain = tensor.detach().cpu().contiguous().reshape(-1).resolve_conj().resolve_neg()
    # A single element counts as contiguous whatever its stride (`x.sum().expand(1, 1)`), but has no view as bytes then.
    return plain.as_strided(plain.shape, (1,)).view(torch.uint8).numpy().tobytes() if plain.numel() else b""


def _from_bytes(data: bytes, dtype: torch.dtype, shape: tuple[int, ...]) -> torch.Tensor:
    if not data:
        return torch.empty(shape, dtype=dtype)
    if dtype is torch.bool:  # any byte but 0 and 1 in a bool tensor is undefined behaviour
        return torch.frombuffer(bytearray(data), dtype=torch.uint8).ne(0).reshape(shape)
    return torch.frombuffer(bytearray(data), dtype=dtype).reshape(shape)


def _integer(digits: str) -> int:
    try:
        return int(digits, 16)
    except ValueError:
        raise wire.WireError("not an integer") from None


def _dtype(name: str) -> torch.dtype:
    if name not in DTYPES:
        raise wire.WireError(f"no dtype: {name[:40]!r}")
    return DTYPES[name]


def _device(name: str) -> torch.device:
    if name.split(":")[0] not in ("cpu", "sim", "cuda"):
        raise wire.WireError(f"no device: {name[:40]!r}")
    if name.startswith("sim"):
        devices.register()
    try:
        return torch.device(name)
    except RuntimeError:
        raise wire.WireError(f"no device: {name[:40]!r}") from None
