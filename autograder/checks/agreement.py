"""Agreement of a submission with a reference, and what a failed one shows."""

from __future__ import annotations

import contextlib
import math
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import torch

from autograder.checks.compare import Difference, describe, difference, told_apart
from autograder.checks.copies import copied
from autograder.checks.counterexample import is_shown, show
from autograder.checks.digits import rounded
from autograder.checks.failure import CheckFailed, fail
from autograder.checks.generators import taken
from autograder.checks.remembering import of_reference
from autograder.checks.rounding import tolerances
from autograder.checks.tensors import tensors_in
from autograder.remote.extent import TIMES, Extent, TooLarge, assert_within
from autograder.remote.inplace import inplace
from autograder.remote.student import SubmissionCrashed, SubmissionError, SubmissionTimeout
from autograder.remote.values import tensor_bytes
from autograder.report.message import Message, plain

GONE_THROUGH = 1000
# Steps of finite differences, and how far slopes may be apart then, absolutely and relatively. A function that goes up
# and down in stairs, as one that rounds does, has the slope of its gradient, zero, along most short steps.
_SLOPES = {1e-6: 1e-6, 1e-3: 1e-3}
_CHECKED = 1024  # elements that a result of assert_gradcheck may have, besides TIMES those of the arguments

Behaviour = Callable[..., Any]
"""`call(namespace, *args)`: something to do with a submission or a reference, and what comes of it."""


@dataclass(frozen=True)
class _Mismatch:
    message: Message
    expected: object
    actual: object
    error: Exception | None = None


_SEVERS = "by .data, .detach(), .item(), NumPy, torch.tensor(...), torch.no_grad() or the like"


def agree(
    student: Any,
    reference: Any,
    call: Behaviour,
    *args: Any,
    of: str = "the result",
    search: Any = None,
    searched: str | None = None,
    tolerance: float | None = None,
    dtype: bool = True,
) -> None:
    """Fails unless `call(student, *args)` gives what `call(reference, *args)` gives: type, shape, device, values, and
    unless `dtype` is off the dtype.

    Each side gets its own copy of `args`. `of` says in code what `call` does: `"softmax(X)"`. The tolerance is that of
    `checks.compare`, or more where `checks.rounding` finds that right ways to compute this round more, by running the
    reference in float64 (not for random functions: there give `tolerance`, absolute). On a mismatch `search`, a
    Hypothesis strategy of small argument tuples, is searched for the smallest one that shows it. `searched` stands for
    `of` in what is said of that one, where `of` tells what is special in `args` and need not hold of others. Where
    `call` fails with a counterexample of its own, that one is shown.
    """
    __tracebackhide__ = True
    found = _mismatch(student, reference, call, args, of, tolerance, dtype)
    if found is None:
        return
    shown: tuple[Any, ...] = args
    if search is not None:
        from autograder.checks.search import smallest

        smaller = smallest(search, lambda some: _mismatch(student, reference, call, some, of, None, dtype) is not None)
        again = None if smaller is None else _mismatch(student, reference, call, smaller, searched or of, None, dtype)
        if smaller is not None and again is not None:
            found, shown, of, tolerance = again, smaller, searched or of, None
    if is_shown(shown) and (searched is None or shown is not args):
        found, shown = _with_few_digits(
            found, shown, partial(_mismatch, student, reference, call), of, tolerance, dtype
        )
    own = found.actual.counterexample if isinstance(found.actual, CheckFailed) else None
    counterexample = own or show(call, shown, of, found.expected, found.error or found.actual)
    if found.error is not None:
        found.error.counterexample = counterexample  # type: ignore[attr-defined]  # read by `verdict`
        raise found.error
    raise CheckFailed(found.message, counterexample)


def _with_few_digits(
    found: _Mismatch, args: tuple[Any, ...], mismatch: Callable[..., _Mismatch | None], *how: Any
) -> tuple[_Mismatch, tuple[Any, ...]]:
    """The same fault on rounded arguments, which are easier to read, where it is still there."""
    from autograder.checks.search import searching

    few = rounded(args) if searching() else None
    again = None
    with contextlib.suppress(SubmissionTimeout, SubmissionCrashed):
        again = None if few is None else mismatch(few, *how)
    if few is None or again is None or again.message.template != found.message.template:
        return found, args
    return again, few


def agrees(student: Any, reference: Any, call: Behaviour, *args: Any, dtype: bool = True) -> bool:
    """Whether `agree` would pass."""
    __tracebackhide__ = True
    return _mismatch(student, reference, call, args, "the result", None, dtype) is None


def gradients(
    function: Callable[..., Any], *args: Any, seed: int = 0, ones: bool = False
) -> tuple[torch.Tensor | None, ...]:
    """Gradients of `function(*args)` for every tensor in `args` that requires one, with random cotangents.

    The cotangents depend on `seed` and the results' shapes alone. With `ones` all are one, which gives the gradient of
    the sum: for examples that are worked out by hand. None stands for an argument that is not reached. Fails when no
    result requires a gradient; a result without elements has none to give, and its gradients are zeros.
    """
    __tracebackhide__ = True
    result = function(*args)
    inputs = [t for t in tensors_in(args) if t.requires_grad]
    if not inputs:
        raise ValueError("gradients() needs an argument that requires a gradient")
    results = [t for t in tensors_in(result) if t.is_floating_point() or t.is_complex()]
    if not results:
        fail("the result is {came}, but should be a floating tensor that depends on the inputs", came=describe(result))
    joined = [t for t in results if t.requires_grad]
    if not joined and not any(t.numel() for t in results):
        return tuple(torch.zeros_like(t) for t in inputs)
    if not joined:
        fail(
            "no gradient reaches the inputs: as far as autograd can see, the result is not computed from those that need "
            f"one. Either it does not use them, or the graph is severed on the way ({_SEVERS})"
        )
    generator = torch.Generator().manual_seed(seed)
    cotangents = {id(t): torch.ones_like(t) if ones else _cotangent(t, generator) for t in results}
    found = torch.autograd.grad(joined, inputs, [cotangents[id(t)] for t in joined], allow_unused=True)
    if all(gradient is None for gradient in found):
        fail(
            "no gradient reaches the inputs: the result requires a gradient, but is not computed from them as far as "
            "autograd can see. nn.Parameter(...) and requires_grad_() begin a new graph: return the computed tensor itself"
        )
    return found


def assert_gradcheck(function: Callable[..., Any], *args: Any, of: str = "the result") -> None:
    """Fails unless gradients equal finite differences (torch.autograd.gradcheck; float64 and small arguments)."""
    __tracebackhide__ = True
    size = sum(t.numel() for t in tensors_in(args))
    limit = Extent(_CHECKED + size, _CHECKED + TIMES * size, _CHECKED + TIMES * size)

    def differentiable(*inputs: Any) -> Any:
        result = function(*inputs)
        try:
            assert_within(result, limit)  # a backward pass for each element, and a matrix of all of them
        except TooLarge as error:
            fail(
                "the gradient of {of} is not checked: {reason} for arguments of {size} elements",
                of=of,
                reason=error,
                size=size,
            )
        if not any(t.requires_grad for t in tensors_in(result)):
            gradients(lambda *_: result, *args)  # fails, and says why
        return (
            tuple(tensors_in(result)) if isinstance(result, tuple | list) else result
        )  # gradcheck takes no nested ones

    # Along one direction through all arguments first, which takes a few calls; then along one through each argument; then
    # two calls for every element, which say which one is wrong.
    if _slopes_agree(differentiable, args):
        return
    if all(_gradcheck_fault(differentiable, args, fast_mode=True, eps=step) is None for step in (1e-6, 1.7e-6)):
        return
    reason = _gradcheck_fault(differentiable, args)
    if reason is not None:
        fail("the gradient of {of} differs from finite differences{reason}", of=of, reason=reason)


def _slopes_agree(function: Callable[..., Any], args: tuple[Any, ...]) -> bool:
    """Whether the gradients give the slope of `function` along one random direction, to a millionth.

    That is closer than torch.autograd.gradcheck asks for. As there, a second backward pass gives the same, and
    cotangents of zero give zeros. False also where it cannot be found out in this way.
    """
    __tracebackhide__ = True
    results = list(tensors_in(function(*args)))
    outputs = [t for t in results if t.requires_grad]
    inputs = [t for t in args if isinstance(t, torch.Tensor) and t.requires_grad]
    if not all(t.dtype is torch.float64 for t in (*inputs, *results)):
        return False
    generator = torch.Generator().manual_seed(0)
    cotangents = [_cotangent(t, generator) for t in results]

    def backward(scale: float) -> list[torch.Tensor]:
        given = [scale * cotangent for cotangent, t in zip(cotangents, results, strict=True) if t.requires_grad]
        found = torch.autograd.grad(outputs, inputs, given, retain_graph=True, allow_unused=True)
        return [
            torch.zeros_like(t) if gradient is None else gradient for t, gradient in zip(inputs, found, strict=True)
        ]

    def projected(step: float) -> float | None:
        """The results along their cotangents, a `step` away; None if they have other shapes there."""
        moved = [(t.detach() + step * directions[id(t)]).requires_grad_() if id(t) in directions else t for t in args]
        there = list(tensors_in(function(*moved)))
        if [t.shape for t in there] != [t.shape for t in results]:
            return None
        return sum(float((t.detach() * cotangent).sum()) for t, cotangent in zip(there, cotangents, strict=True))

    gradients_found = backward(1.0)
    # The direction follows from the gradients: no backward pass can give the slope along it instead of them.
    generator.manual_seed(zlib.crc32(b"".join(map(tensor_bytes, gradients_found))))
    directions = {id(t): _cotangent(t, generator) for t in inputs}
    repeated, of_nothing = backward(1.0), backward(0.0)
    if not all(map(torch.equal, gradients_found, repeated)) or any(t.count_nonzero() for t in of_nothing):
        return False
    parts = [float((g * directions[id(t)]).sum()) for g, t in zip(gradients_found, inputs, strict=True)]
    for step, apart in _SLOPES.items():
        ahead, behind = projected(step), projected(-step)
        if ahead is None or behind is None:
            return False
        if not abs((ahead - behind) / (2 * step) - sum(parts)) <= apart * (1 + sum(map(abs, parts))):
            return False
    return True


def _gradcheck_fault(function: Callable[..., Any], args: tuple[Any, ...], **options: Any) -> str | None:
    """What torch.autograd.gradcheck complains of, in a few words."""
    try:
        torch.autograd.gradcheck(function, args, check_undefined_grad=False, check_batched_grad=False, **options)
    except SubmissionError:
        raise
    except (RuntimeError, ValueError, TypeError) as error:  # GradcheckError is a RuntimeError
        text = str(error)
        return _mismatch_of(text) if "acobian" in text else f" ({' '.join(text.split())[:200]})"
    return None


def _mismatch_of(text: str) -> str:
    """What gradcheck says, in a few words; its Jacobians are pages of numbers, and agree's tests give a small input."""
    found = re.search(r"for output (\d+) with respect to input (\d+)", text)
    numbers = re.search(r"numerical:\s*tensor\((.*?)\)\s*analytical:\s*tensor\((.*?)\)", text, re.DOTALL)
    where = f" at argument {found[2]}, counted from 0" if found else ""
    if numbers is None or not found:
        return where
    numerical, analytical = (
        re.findall(r"-?(?:\d[\d.]*(?:e[+-]?\d+)?|nan|inf)", part.split("dtype")[0]) for part in numbers.groups()
    )
    pairs = zip(map(float, analytical), map(float, numerical), strict=False)
    worst = max(pairs, key=lambda pair: (pair[0] != pair[0], abs(pair[0] - pair[1])), default=None)
    if worst is None or len(analytical) != len(numerical) or "..." in numbers[0]:
        return where
    came, due = told_apart(*worst)
    return f"{where}: one derivative is {came}, but finite differences give {due}"


def assert_unmodified(function: Callable[..., Any], *args: Any, of: str = "the call") -> None:
    """Fails when `function(*args)` changes a tensor or container among its arguments.

    A generator has run only when it has been gone through: it is, as far as GONE_THROUGH items.
    """
    __tracebackhide__ = True
    passed = copied(args)
    taken(inplace(function), GONE_THROUGH)(*passed)
    for index, (now, earlier) in enumerate(zip(passed, args, strict=True)):
        changed = difference(now, earlier, of=f"argument {index}", tolerance=0.0)
        if changed is not None:
            fail(
                "{of} changed its argument: {change} as before (work on a copy, or out of place)",
                of=of,
                change=changed.message,
            )


def assert_raises(function: Callable[..., Any], *args: Any, of: str = "the call") -> None:
    """Fails unless `function(*args)` raises an exception of its own choice (an unfilled stub's, which has no words,
    does not count)."""
    __tracebackhide__ = True
    try:
        result = function(*args)
    except (SubmissionTimeout, SubmissionCrashed):
        raise
    except SubmissionError as error:
        if error.kind == "NameError" or (error.kind == "NotImplementedError" and not error.text):
            raise
        return
    fail(
        "{of} returned {came}, but should raise an exception (ValueError or AssertionError, say)",
        of=of,
        came=describe(result),
    )


def _mismatch(
    student: Any, reference: Any, call: Behaviour, args: tuple[Any, ...], of: str, tolerance: float | None, dtype: bool
) -> _Mismatch | None:
    state = torch.get_rng_state()  # so that both sides draw the same numbers, where a test lets them draw any
    expected = of_reference(call, reference, args)
    torch.set_rng_state(state)
    try:
        actual = call(student, *copied(args))
    except (SubmissionTimeout, SubmissionCrashed):
        raise
    except SubmissionError as error:
        return _Mismatch(plain(str(error)), expected, None, error)
    except CheckFailed as failed:
        return _Mismatch(failed.message, expected, failed)
    found: Difference | None = difference(actual, expected, of=of, tolerance=tolerance, dtype=dtype)
    if found is not None and tolerance is None:
        found = _beyond_rounding(
            found, actual, expected, lambda *some: of_reference(call, reference, some), args, state, of, dtype
        )
    return None if found is None else _Mismatch(found.message, expected, actual)


def _beyond_rounding(
    found: Difference, actual: object, expected: Any, run: Behaviour, args: tuple[Any, ...], state: torch.Tensor,
    of: str, dtype: bool,
) -> Difference | None:  # fmt: skip
    """The difference, None where rounding explains it. One that is not in the numbers is returned as it is."""
    if difference(actual, expected, of=of, tolerance=math.inf, dtype=dtype) is not None:
        return found
    after = torch.get_rng_state()
    allowed = tolerances(
        run,
        args,
        expected,
        state,
        lambda some: difference(actual, expected, of=of, tolerance=some, dtype=dtype) is not None,
    )
    torch.set_rng_state(after)
    return difference(actual, expected, of=of, tolerance=allowed, dtype=dtype)


def _cotangent(tensor: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    from autograder.devices.simulated import to_device

    drawn = torch.randn(tuple(tensor.shape), generator=generator, dtype=torch.float64)
    return to_device(drawn.to(tensor.dtype), str(tensor.device))
