"""Simulated accelerators: tensors that live on the CPU, report `sim:0`, `sim:1` and so on, and refuse to mix with
others.

It stands on torch's Python backend (the PrivateUse1 key, renamed "sim"). A `SimTensor` is a shell without storage that
holds an ordinary CPU tensor; every operation that reaches a shell runs on the held tensors after the placement rules of
a real accelerator have been checked. Values, gradients and random numbers are therefore the CPU's own.
"""

import contextlib
import copy
import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from operator import getitem
from typing import Any, ClassVar, cast

import torch
from torch._C._autograd import DeviceType
from torch.utils import _pytree as pytree

from autograder.devices.kernels import UNFUSED

__all__ = ["available", "held", "is_simulated", "register", "simulated", "to_device", "unready"]

CPU = torch.device("cpu")

# Operations whose job is to carry values from one device to another.
_CARRIERS = frozenset({"copy_", "_copy_from", "_to_copy", "copy"})
# Operations that take CPU index tensors on any device, as CUDA does.
_INDEXERS = frozenset({"index", "index_put_", "index_put", "_index_put_impl_", "_unsafe_index", "_unsafe_index_put"})

_MIXED = "Expected all tensors to be on the same device, but found at least two devices, {device}"

_DATA: Any = torch.Tensor.data  # the property itself, which torch's stub takes for a tensor


class SimTensor(torch.Tensor):
    """A tensor on `sim:0` or another. Made by torch's own calls (`X.to("sim")`, `torch.zeros(2, device="sim")`), never
    by hand."""

    _held: torch.Tensor

    __torch_function__: ClassVar[Any] = torch._C._disabled_torch_function_impl

    @staticmethod
    def __new__(cls, held: torch.Tensor, index: int = 0) -> "SimTensor":
        held = held.resolve_conj().resolve_neg()  # the shell cannot say that its values are conjugated lazily
        shell: SimTensor = torch.Tensor._make_wrapper_subclass(
            cls,
            held.size(),
            strides=held.stride(),
            storage_offset=held.storage_offset(),
            dtype=held.dtype,
            layout=held.layout,
            device=torch.device("sim", index),
        )
        shell._held = held
        return shell

    @classmethod
    def __torch_dispatch__(  # type: ignore[override]  # torch's stub leaves out `func`
        cls, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        unfused = UNFUSED.get(func._schema.name)
        return unfused(*args) if unfused else _run(func, args, kwargs or {})

    @property
    def data(self) -> torch.Tensor:
        bare: torch.Tensor = _DATA.__get__(self)
        return bare

    @data.setter
    def data(self, new: torch.Tensor) -> None:
        if not isinstance(new, SimTensor):
            raise RuntimeError(f"{_MIXED.format(device=self.device)} and {new.device}! (assignment to .data)")
        _DATA.__set__(self, new)
        self._held = new._held

    # With this pair nn.Module.to() swaps a parameter's contents instead of making a new one: ties and the references
    # that an optimiser holds survive, as they do on CUDA.
    def __tensor_flatten__(self) -> tuple[list[str], int]:
        return ["_held"], self.device.index

    @staticmethod
    def __tensor_unflatten__(inner: dict[str, torch.Tensor], index: int, _size: Any, _stride: Any) -> "SimTensor":
        return SimTensor(inner["_held"], index)

    def numpy(self, *, force: bool = False) -> Any:
        if force:
            return self.detach().cpu().resolve_conj().resolve_neg().numpy()
        raise TypeError(
            f"can't convert {self.device} device type tensor to numpy. "
            "Use Tensor.cpu() to copy the tensor to host memory first."
        )

    def __array__(self, *_args: Any, **_kwargs: Any) -> Any:
        return self.numpy()

    def tolist(self) -> Any:
        return self.detach().cpu().tolist()

    def __format__(self, spec: str) -> str:
        return format(self.item(), spec) if self.dim() == 0 else object.__format__(self, spec)

    def __repr__(self, **_options: Any) -> str:  # type: ignore[override]  # untyped in torch
        tail = ", requires_grad=True" if self.requires_grad and self.is_leaf else ""
        if self.grad_fn is not None:
            tail = f", grad_fn=<{self.grad_fn.name()}>"
        return f"{repr(self._held.detach())[:-1]}, device='{self.device}'{tail})"

    def __deepcopy__(self, memo: dict[int, Any]) -> torch.Tensor:
        # torch's own takes a view that does not start at 0 for a tensor with storage, and copies memory that is not
        # there.
        if id(self) not in memo:
            if not self.is_leaf:
                raise RuntimeError("only tensors that are leaves of the graph support the deepcopy protocol")
            held = copy.deepcopy(self._held.detach())
            copied = _rebuild(held, self.requires_grad, getattr(self, "_is_param", False), self.device.index)
            copied.grad = copy.deepcopy(self.grad, memo)
            memo[id(self)] = copied
        return cast(torch.Tensor, memo[id(self)])

    def __reduce_ex__(self, _protocol: object) -> Any:
        return _rebuild, (self._held.detach(), self.requires_grad, getattr(self, "_is_param", False), self.device.index)


def _rebuild(held: torch.Tensor, requires_grad: bool, is_param: bool, index: int = 0) -> torch.Tensor:
    with simulated():
        shell = SimTensor(held, index).requires_grad_(requires_grad)
    return torch.nn.Parameter(shell, requires_grad) if is_param else shell


def _run(func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Runs one operation on the held tensors, and puts a shell around what it made."""
    if (
        torch.is_inference_mode_enabled()
    ):  # there, a view of an ordinary tensor must be ordinary; so all that we make is
        with torch.inference_mode(False):
            return _run(func, args, kwargs)
    tensors: list[torch.Tensor] = []
    inner_args = [_opened(value, tensors) for value in args]
    inner_kwargs = {name: _opened(value, tensors) for name, value in kwargs.items()}
    shells = {id(t._held): t for t in tensors if isinstance(t, SimTensor)}
    # On the device asked for, else on that of the simulated tensors among the arguments.
    asked = kwargs.get("device")
    stays = bool(shells) if asked is None else torch.device(asked).type == "sim"
    # A copy to another device, `copy_(to, source)`, is where its first tensor is.
    first = next((t.device.index for t in tensors if isinstance(t, SimTensor)), 0)
    index = first if asked is None else torch.device(asked).index or 0
    _check_placement(func, args, kwargs, tensors, stays)
    if asked is not None:
        inner_kwargs["device"] = CPU
    out = func(*inner_args, **inner_kwargs)
    if _writes(func):
        for shell in shells.values():
            _follow_shape(shell, _views_itself(func))
    if not stays and not shells:
        return out
    given = {id(t) for t in tensors}

    def wrap(result: Any) -> Any:
        if isinstance(result, torch.Tensor):
            # An operation that returns its own argument (in place, out=) must return the caller's object, not a twin.
            if id(result) in shells:
                return shells[id(result)]
            return SimTensor(result, index) if stays and id(result) not in given else result
        return type(result)(map(wrap, result)) if type(result) in (list, tuple) else result

    return wrap(out)


def _opened(value: Any, tensors: list[torch.Tensor]) -> Any:
    """`value` with held tensors in the place of simulated ones. All its tensors, as they are, are added to `tensors`."""
    if isinstance(value, torch.Tensor):
        tensors.append(value)
        return held(value)
    if type(value) in (list, tuple):  # an operation takes no other containers of tensors
        return type(value)([_opened(item, tensors) for item in value])
    return value


@cache
def _writes(func: Any) -> bool:
    return bool(func._schema.is_mutable)


@cache
def _views_itself(func: Any) -> bool:
    """`t_()`, `squeeze_()`: another shape over the memory that is there."""
    other_memory = func._schema.name in ("aten::resize_", "aten::resize_as_", "aten::set_")
    return torch.Tag.inplace_view in func.tags and not other_memory


def _follow_shape(shell: Any, same_memory: bool) -> None:
    """After `t_()`, `squeeze_()`, `resize_()`, `out=`: the shell takes the new shape of what it holds."""
    held = shell._held
    if shell.shape == held.shape and shell.stride() == held.stride():
        return
    if same_memory:
        with torch._C._DisableTorchDispatch():
            torch.ops.aten.as_strided_.default(shell, held.size(), held.stride(), held.storage_offset())
    else:  # the memory may have grown, and the shell has none of its own to check that against
        _DATA.__set__(shell, SimTensor(held, shell.device.index))


def _check_placement(
    func: Any, args: tuple[Any, ...], kwargs: dict[str, Any], tensors: list[torch.Tensor], stays: bool
) -> None:
    """Raises RuntimeError, in CUDA's words, where the operation would meet tensors of two devices.

    Allowed as on CUDA: copies from device to device, one tensor without dimensions from the CPU as an operand of an
    element-wise operation (never as its output, inside `cat`, or as indices), CPU index tensors in `X[...]`.
    """
    on_sim = [isinstance(t, SimTensor) for t in tensors]
    on = dict.fromkeys(t.device for t in tensors if isinstance(t, SimTensor))
    generators = stays and any(isinstance(value, torch.Generator) for value in (*args, *kwargs.values()))
    if not generators and (all(on_sim) or not any(on_sim)) and len(on) < 2:
        return
    name = func._schema.name.removeprefix("aten::")
    if name in _CARRIERS:
        return
    if generators:
        raise RuntimeError(f"Expected a 'sim' device type for generator but found 'cpu' (operation {name})")
    if len(on) > 1:
        here, there, *_ = on
        raise RuntimeError(f"{_MIXED.format(device=here)} and {there}! (operation {name})")
    schema = func._schema.arguments
    named = [(schema[i], value) for i, value in enumerate(args)]
    named += [(argument, kwargs[argument.name]) for argument in schema if argument.name in kwargs]
    placed = [(a, t) for a, value in named for t in pytree.tree_leaves(value) if isinstance(t, torch.Tensor)]
    for argument, tensor in placed:
        if not isinstance(tensor, SimTensor) and not _may_stay_behind(name, argument, tensor, args):
            raise RuntimeError(
                f"{_MIXED.format(device=next(iter(on), 'sim:0'))} and {tensor.device}! (operation {name}: its argument {argument.name!r} "
                f"of shape {tuple(tensor.shape)} is on {tensor.device})"
            )


def _may_stay_behind(name: str, argument: Any, tensor: torch.Tensor, args: tuple[Any, ...]) -> bool:
    if name in _INDEXERS and argument.name == "indices":
        return isinstance(args[0], SimTensor)
    written = argument.alias_info is not None and argument.alias_info.is_write
    positions = argument.name in ("index", "indices", "target")
    return tensor.dim() == 0 and not written and not positions and "List" not in str(argument.type)


def _new_on_sim(func: Any) -> Callable[..., torch.Tensor]:
    def kernel(*args: Any, **kwargs: Any) -> Any:
        asked = kwargs.get("device")
        index = 0 if asked is None else torch.device(asked).index or 0
        return _run(func, args, {**kwargs, "device": torch.device("sim", index)})

    return kernel


def _copy_from(source: torch.Tensor, target: torch.Tensor, non_blocking: bool = False) -> torch.Tensor:
    # torch.tensor(data, device=...) comes here directly, past __torch_dispatch__.
    held = [t._held if isinstance(t, SimTensor) else t for t in (source, target)]
    held[1].copy_(held[0])
    return target


def _factories() -> Iterator[tuple[str, Any]]:
    """torch's functions that make a tensor out of no tensor: they are told the device, so no argument leads to us."""
    for schema in torch._C._jit_get_all_schemas():
        takes = {argument.name: str(argument.type) for argument in schema.arguments}
        plain = "device" in takes and not any("Tensor" in kind for kind in takes.values())
        if schema.name.startswith("aten::") and plain and [str(r.type) for r in schema.returns] == ["Tensor"]:
            overloads = getattr(torch.ops.aten, schema.name.removeprefix("aten::"))
            yield schema.name, getattr(overloads, schema.overload_name or "default")


class _Backend(torch.utils.backend_registration._DummyBackendModule):
    """What becomes `torch.sim`, as far as torch's own code asks: `random.fork_rng()`, `utils.checkpoint`."""

    device: Any = staticmethod(contextlib.nullcontext)  # one device: to switch to it is nothing
    # The random numbers are the CPU generator's, whose state is saved where theirs is.
    get_rng_state = staticmethod(lambda device="sim": torch.get_rng_state())
    set_rng_state = staticmethod(lambda state, device="sim": torch.set_rng_state(state))
    get_amp_supported_dtype = staticmethod(lambda: [torch.float16, torch.bfloat16])


def _loading(load: Callable[..., Any]) -> Callable[..., Any]:
    """`torch.load` that can put tensors on a simulated device: torch's own asks for memory there, and ends the process."""

    @functools.wraps(load)
    def loaded(f: Any, map_location: Any = None, *args: Any, **kwargs: Any) -> Any:
        asked = isinstance(map_location, (str, torch.device)) and torch.device(map_location).type == "sim"
        if not asked:
            return load(f, map_location, *args, **kwargs)
        found = load(f, CPU, *args, **kwargs)
        return pytree.tree_map_only(torch.Tensor, lambda tensor: to_device(tensor, str(map_location)), found)

    return loaded


class _Guard(torch._C._acc.DeviceGuard):
    # torch's C++ asks this in places where an exception ends the process. Answered from C, no KeyboardInterrupt can be
    # raised there.
    type_: Any = staticmethod(partial(getitem, (DeviceType.PrivateUse1,), 0))


@cache
def register() -> object:
    """Makes torch know the device "sim", once a process; `simulated()` does so by itself.

    In a process that forks later, run no backward pass between this call and the fork: torch starts a thread for a
    registered device at the first backward pass, and a forked child of a process with such threads cannot have any.
    Raises RuntimeError where another backend has already taken torch's one place for them.
    """
    torch.utils.backend_registration._setup_privateuseone_for_python_backend(
        "sim", backend_module=_Backend(), device_guard=_Guard()
    )
    make_library: Any = torch.library.Library  # untyped in torch
    library = make_library("aten", "IMPL")
    for name, func in _factories():
        qualified = name if func._overloadname == "default" else f"{name}.{func._overloadname}"
        library.impl(qualified, _new_on_sim(func), "PrivateUse1")
    library.impl("aten::_copy_from", _copy_from, "PrivateUse1")
    library.impl("aten::_local_scalar_dense", lambda t: t._held.item(), "PrivateUse1")
    for name, unfused in UNFUSED.items():
        library.impl(name, unfused, "AutogradPrivateUse1")
    torch.serialization.add_safe_globals([_rebuild])
    setattr(torch, "load", _loading(torch.load))  # noqa: B010  its type is torch's own affair
    # As in `simulated()`, for this thread and for good: a backward pass may reach the device from any call.
    torch.autograd.set_multithreading_enabled(False)
    return library  # the registrations live as long as this object


def unready() -> bool:
    """Whether a backward pass of this thread has to be in `simulated()`: the device is known, but another thread made
    it so."""
    return register.cache_info().currsize > 0 and torch._C._is_multithreading_enabled()


@contextmanager
def simulated() -> Iterator[None]:
    """Inside, the device "sim" works, backward passes included; nothing changes for tensors on other devices."""
    register()
    # Backward passes stay in the calling thread: torch makes the per-device threads at the first backward pass of the
    # process, and one that ran before the device was registered would leave it without.
    with torch.autograd.set_multithreading_enabled(False):
        yield


def is_simulated(value: object) -> bool:
    return isinstance(value, SimTensor)


def held(tensor: torch.Tensor) -> torch.Tensor:
    """The ordinary tensor, outside any graph, that a simulated one holds; another tensor itself."""
    return tensor._held if isinstance(tensor, SimTensor) else tensor


def to_device(tensor: torch.Tensor, device: str) -> torch.Tensor:
    """A copy of `tensor` on "cpu", "sim" (or "sim:1" and so on) or "cuda", same dtype, values and `requires_grad`,
    outside any graph.

    Raises ValueError for a device that this machine does not have.
    """
    kind, _, number = device.partition(":")
    if kind not in ("cpu", "sim") and kind not in available():
        raise ValueError(f"device should be one of {', '.join(available())}, but is {device!r}")
    if kind == "sim":
        register()
    bare = held(tensor)
    if kind != "cuda" and bare.is_cpu and not torch.is_inference_mode_enabled():  # the same in a fiftieth of the time
        copied = bare.detach().clone()
        made = SimTensor(copied, int(number or 0)) if kind == "sim" else copied
        return made.requires_grad_(tensor.requires_grad)
    return tensor.detach().to(device, copy=True).requires_grad_(tensor.requires_grad)


def available() -> tuple[str, ...]:
    """The devices that exercises can be graded on here."""
    return ("cpu", "sim", "cuda") if torch.cuda.is_available() else ("cpu", "sim")
