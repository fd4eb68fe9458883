"""Comparisons of a submission's results, all with one form of message: what, what came, what should be.

Tolerances: results differ by rounding between two right ways to compute them, so equality is never asked of floating
numbers. An element may differ by `TOLERANCE[dtype]` times the largest expected magnitude: some hundred roundings, far
below what any wrong formula does. Where all that is expected are zeros, that magnitude says nothing, and numbers of
about one are taken to have cancelled. Where a reference is at hand, `agree` measures what cancels instead
(`checks.rounding`). A NaN equals nothing but an expected NaN.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import torch

from autograder.checks.failure import CheckFailed, fail
from autograder.devices.simulated import held
from autograder.remote.inplace import refuse_written
from autograder.remote.words import brief
from autograder.report.message import Message, message

# About 128 roundings of a float32 or 16-bit format; for float64 far more, as nothing that is wrong comes so close.
TOLERANCE = {
    torch.float64: 1e-9,
    torch.float32: 2e-5,
    torch.float16: 2e-2,
    torch.bfloat16: 1e-1,
    torch.complex128: 1e-9,
    torch.complex64: 2e-5,
}

_MOST_SORTED = 4096  # elements that are looked through for right numbers in other places
NUMBER = 1e-9  # of Python's numbers
_IS = "{of} is {came}, but should be"
_SHAPE = "{of} has shape {came}, but should have shape {due}"
_DTYPE = "{of} has dtype {came}, but should have dtype {due}"
_DEVICE = "{of} is on device {came}, but should be on {due}"


@dataclass(frozen=True)
class Difference:
    """Where and how two values differ; `None` in its place means that they agree."""

    message: Message


def _different(template: str, /, **values: object) -> Difference:
    return Difference(message(template, **values))


def assert_tensor(actual: object, *, of: str = "the result") -> torch.Tensor:
    """Fails unless `actual` is a tensor; returns it."""
    __tracebackhide__ = True
    if not isinstance(actual, torch.Tensor):
        fail(f"{_IS} a tensor{_no_return(actual, of)}", of=of, came=describe(actual))
    return actual


def assert_shape(actual: object, expected: tuple[int, ...], *, of: str = "the result") -> None:
    __tracebackhide__ = True
    shape = tuple(assert_tensor(actual, of=of).shape)
    if shape != tuple(expected):
        fail(_SHAPE, of=of, came=shape, due=tuple(expected))


def assert_dtype(actual: object, expected: torch.dtype, *, of: str = "the result") -> None:
    __tracebackhide__ = True
    tensor = assert_tensor(actual, of=of)
    if tensor.dtype != expected:
        fail(f"{_DTYPE}, the input's", of=of, came=tensor.dtype, due=expected)


def assert_device(actual: object, expected: str, *, of: str = "the result") -> None:
    __tracebackhide__ = True
    tensor = assert_tensor(actual, of=of)
    if tensor.device.type != expected:
        fail(f"{_DEVICE}, the input's", of=of, came=tensor.device, due=expected)


def assert_finite(actual: object, *, of: str = "the result") -> None:
    __tracebackhide__ = True
    tensor = assert_tensor(actual, of=of)
    if not bool(torch.isfinite(tensor).all()):
        place = _index(~torch.isfinite(tensor.detach()).cpu())
        fail("{of}{place} is {came}, but should be finite", of=of, place=place, came=_at(tensor, place))


def assert_close(
    actual: object, expected: Any, *, of: str = "the result", tolerance: float | None = None, dtype: bool = True
) -> None:
    """Fails unless type, shape, dtype (unless `dtype` is off), device and values agree; nested containers too."""
    __tracebackhide__ = True
    if tolerance is None:
        tolerance = _of_zeros(expected)
    different = difference(actual, expected, of=of, tolerance=tolerance, dtype=dtype)
    if different is not None:
        raise CheckFailed(different.message)


def assert_equal(actual: object, expected: object, *, of: str = "the result") -> None:
    """Fails unless the two are exactly equal (for tensors bit by bit, NaNs in the same places)."""
    __tracebackhide__ = True
    different = difference(actual, expected, of=of, tolerance=0.0)
    if different is not None:
        raise CheckFailed(different.message)


def difference(
    actual: object, expected: Any, *, of: str = "the result", tolerance: Any = None, dtype: bool = True
) -> Difference | None:
    """The first difference between two values, or None.

    `tolerance` is absolute: a number, or a structure like `expected` of numbers and None (the default).
    """
    refuse_written(expected, "expected is")
    if isinstance(expected, torch.Tensor):
        return _tensors(actual, expected, of, tolerance, dtype)
    if isinstance(expected, tuple | list):
        return _sequences(actual, expected, of, tolerance, dtype)
    if isinstance(expected, dict):
        if not isinstance(actual, dict) or actual.keys() != expected.keys():
            return _different(f"{_IS} a dict with the keys {{due}}", of=of, came=describe(actual), due=list(expected))
        pairs = [(actual[k], expected[k], f"{of}[{k!r}]", _part(tolerance, k)) for k in expected]
        return _first(pairs, dtype)
    if isinstance(expected, float) or (isinstance(expected, int) and not isinstance(expected, bool)):
        return _numbers(actual, expected, of, tolerance)
    if type(actual) is not type(expected) or actual != expected:
        due = describe(expected)
        return _different(f"{_IS} {{due}}{_no_return(actual, of)}", of=of, came=describe(actual), due=due)
    return None


def _tensors(actual: object, expected: torch.Tensor, of: str, tolerance: Any, dtype: bool) -> Difference | None:
    if not isinstance(actual, torch.Tensor):
        template = f"{_IS} a tensor of shape {{due}}{_no_return(actual, of)}"
        return _different(template, of=of, came=describe(actual), due=tuple(expected.shape))
    if actual.shape != expected.shape:
        return _different(_SHAPE, of=of, came=tuple(actual.shape), due=tuple(expected.shape))
    # Complex numbers are something else than real ones, whose imaginary parts many tests would not see.
    if (dtype or actual.is_complex() != expected.is_complex()) and actual.dtype != expected.dtype:
        return _different(_DTYPE, of=of, came=actual.dtype, due=expected.dtype)
    if actual.device != expected.device:
        return _different(_DEVICE, of=of, came=actual.device, due=expected.device)
    got, want = held(actual).detach().cpu(), held(expected).detach().cpu()
    if got.dtype == want.dtype and torch.equal(got, want):
        return None
    if not want.is_floating_point() and not want.is_complex():
        wrong = got != want
        allowed: float = 0.0
    else:
        allowed = default_tolerance(want) if tolerance is None else float(tolerance)
        wrong = _not_close(got, want, allowed)
    if not bool(wrong.any()):
        return None
    return _worst(got, want, wrong, of, allowed)


def default_tolerance(want: torch.Tensor) -> float:
    """The absolute tolerance for results like `want`."""
    want = held(want).detach().cpu()
    scale = float(want.abs().max()) if want.numel() else 0.0
    if not math.isfinite(scale):
        finite = want[torch.isfinite(want)]
        scale = float(finite.abs().max()) if finite.numel() else 0.0
    return TOLERANCE[want.dtype] * max(scale, 1e-30)


def _of_zeros(expected: Any) -> Any:
    """The tolerances of `difference` that replace its own where zeros alone are expected; None elsewhere."""
    if isinstance(expected, list | tuple):
        return [_of_zeros(part) for part in expected]
    if isinstance(expected, dict):
        return {key: _of_zeros(part) for key, part in expected.items()}
    if isinstance(expected, float) and expected == 0.0:
        return NUMBER
    zeros = isinstance(expected, torch.Tensor) and expected.dtype in TOLERANCE and not bool(held(expected).any())
    return TOLERANCE[expected.dtype] if zeros else None


def _not_close(got: torch.Tensor, want: torch.Tensor, allowed: float) -> torch.Tensor:
    wide = torch.complex128 if want.is_complex() or got.is_complex() else torch.float64
    a, b = got.to(wide), want.to(wide)
    near = (a - b).abs() <= allowed
    if bool(near.all()):
        return ~near
    same = (a == b) | (torch.isnan(a) & torch.isnan(b))
    return ~(same | near)


def _worst(got: torch.Tensor, want: torch.Tensor, wrong: torch.Tensor, of: str, allowed: float) -> Difference:
    wide = torch.complex128 if want.is_complex() or got.is_complex() else torch.float64
    error = torch.where(wrong, (got.to(wide) - want.to(wide)).abs(), torch.zeros((), dtype=torch.float64))
    place = _index(torch.isnan(error)) or _index(error == error.max())
    came, due = told_apart(_at(got, place), _at(want, place))
    if want.numel() <= 1:
        return _different("{of}{place} is {came}, but should be {due}", of=of, place=place, came=came, due=due)
    moved = "; the numbers are right, but in other places" if _are_moved(got, want, allowed) else ""
    return _different(
        f"{{of}}{{place}} is {{came}}, but should be {{due}} ({{count}} of {{all}} elements differ by more than {{allowed}}{moved})",
        of=of, place=place, came=came, due=due, count=int(wrong.sum()), all=want.numel(), allowed=f"{allowed:.2g}",
    )  # fmt: skip


def _are_moved(got: torch.Tensor, want: torch.Tensor, allowed: float) -> bool:
    """Whether both have the same numbers."""
    if got.is_complex() or want.is_complex() or want.numel() > _MOST_SORTED:
        return False
    ours, theirs = (part.double().flatten().sort().values for part in (got, want))
    return bool(((ours - theirs).abs() <= allowed).all())  # not of nan and infinity


def _sequences(actual: object, expected: Any, of: str, tolerance: Any, dtype: bool) -> Difference | None:
    kind = "tuple" if isinstance(expected, tuple) else "list"
    if not isinstance(actual, tuple | list) or len(actual) != len(expected):
        template = f"{_IS} a {{kind}} of {{due}}{_no_return(actual, of)}"
        return _different(template, of=of, came=describe(actual), kind=kind, due=len(expected))
    pairs = [(a, e, f"{of}[{i}]", _part(tolerance, i)) for i, (a, e) in enumerate(zip(actual, expected, strict=True))]
    return _first(pairs, dtype)


def _first(pairs: list[tuple[Any, Any, str, Any]], dtype: bool) -> Difference | None:
    for actual, expected, of, tolerance in pairs:
        found = difference(actual, expected, of=of, tolerance=tolerance, dtype=dtype)
        if found is not None:
            return found
    return None


def _numbers(actual: object, expected: float, of: str, tolerance: Any) -> Difference | None:
    if isinstance(actual, torch.Tensor) and actual.numel() == 1 and not actual.is_complex():
        actual = float(actual)
    if isinstance(actual, bool) or not isinstance(actual, int | float):
        template = f"{_IS} the number {{due}}{_no_return(actual, of)}"
        return _different(template, of=of, came=describe(actual), due=expected)
    allowed = NUMBER * max(abs(expected), 1e-30) if tolerance is None else float(tolerance)
    if actual == expected or (actual != actual and expected != expected) or abs(actual - expected) <= allowed:
        return None
    return _different(f"{_IS} {{due}}", of=of, came=actual, due=expected)  # str of two floats differs where they do


def told_apart(one: object, other: object) -> tuple[str, str]:
    """The two numbers in as many digits as it takes to see that they differ, six at least."""
    if not isinstance(one, float) or not isinstance(other, float):
        return str(one), str(other)
    for digits in range(6, 18):
        texts = f"{one:.{digits}g}", f"{other:.{digits}g}"
        if texts[0] != texts[1]:
            return texts
    return repr(one), repr(other)


def _part(tolerance: Any, key: Any) -> Any:
    return tolerance[key] if isinstance(tolerance, list | tuple | dict) else tolerance


def describe(value: object) -> str:
    """A value in a few words: tensors by shape, the rest by a short repr."""
    if isinstance(value, torch.Tensor):
        return f"a tensor of shape {tuple(value.shape)} and {value.dtype}"
    if isinstance(value, tuple | list):
        return f"a {type(value).__name__} of {len(value)}"
    text = brief(value, 80)
    return text if len(text) <= 80 else text[:77] + "..."


def _no_return(actual: object, of: str = "") -> str:
    if actual is not None:
        return ""
    return (
        " (no gradient reaches it: is it used, and on the way never detached?)"
        if "gradient" in of
        else " (is there a `return`?)"
    )


def _index(mask: torch.Tensor) -> str:
    """The place of the first True, as `[1, 2]`; empty for a scalar or where there is none."""
    places = mask.nonzero()
    return f"[{', '.join(str(int(i)) for i in places[0])}]" if len(places) and mask.ndim else ""


def _at(tensor: torch.Tensor, place: str) -> object:
    plain = tensor.detach().cpu()
    value = plain[tuple(int(i) for i in place[1:-1].split(","))] if place else plain
    return value.item()
