"""How far a right result may lie from a reference's: what rounding explains, whichever right way it was computed.

Two measures are taken of the reference, both by running it in float64. One is its own rounding error. The other is how
far its exact results move when every argument moves a little: a stable algorithm gives the exact results of arguments
that differ by some roundings of the largest number in each (Higham, Accuracy and Stability of Numerical Algorithms,
2002, 1.5). The second lets a convolution by Fourier transforms miss a zero that the sum of products gives exactly.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import torch

from autograder.checks.compare import NUMBER, TOLERANCE, default_tolerance
from autograder.checks.copies import copied
from autograder.checks.tensors import tensors_in
from autograder.devices.simulated import held, to_device

_OWN = 32.0  # times the reference's own rounding error
_MOVED = 0.25  # of a dtype's tolerance, so far do arguments move: some roundings
_MOST = 0.5  # times a dtype's tolerance, of the largest argument: where results move farther, too much would be excused
_STEP = 2.0**-24  # of an argument's largest number, where it is measured: far above the roundings of float64
_DIRECTIONS = 2  # in one alone, a number may by luck hardly move


def tolerances(
    call: Callable[..., Any],
    args: tuple[Any, ...],
    expected: Any,
    state: torch.Tensor,
    beyond: Callable[[Any], bool] = lambda allowed: False,
) -> Any:
    """A structure like `expected`, the result of the reference's `call(*args)`: how far each number may be off,
    absolute.

    At least the default tolerance; None for what is neither a floating tensor nor a float that the reference rounds.
    Such a float comes from tensors of another dtype; what is counted is as exact as ever. `state` is the state of the
    random generator before the call. `beyond` says whether a result is off by more than that: where it is off by more
    than arguments that move could ever excuse, which is so for most wrong ones, their moves are not measured.
    """
    if not any(t.dtype in TOLERANCE for t in tensors_in((expected, args))):
        return None

    def run(some: tuple[Any, ...]) -> Any:
        torch.set_rng_state(state)
        return call(*copied(some))

    wide = _widened(copied(args))
    exact = run(wide)
    largest = max((_largest(_plain(t).abs()) for t in tensors_in(wide) if t.is_floating_point()), default=0.0)
    hopeless = beyond(_allowed(expected, exact, None, largest))
    return _allowed(expected, exact, [] if hopeless else list(_moves(run, wide)), largest)


def _moves(run: Callable[..., Any], args: tuple[Any, ...]) -> Iterator[tuple[Any, Any]]:
    """The results for arguments that have moved by a step, and by a quarter of it, in several directions."""
    for seed in range(_DIRECTIONS):
        try:
            yield run(_moved(args, _STEP, seed)), run(_moved(args, _STEP / 4, seed))
        except Exception:  # noqa: BLE001  beside its domain a reference may raise anything: then this measures nothing
            continue


def _allowed(rounded: Any, exact: Any, moves: list[tuple[Any, Any]] | None, largest: float) -> Any:
    """`tolerances` of a result and what it is in float64; `largest` is the largest number among the arguments.

    Without `moves` the most that any could excuse.
    """

    def part(key: Any) -> Any:
        there = None if moves is None else [(far[key], near[key]) for far, near in moves]
        return _allowed(rounded[key], exact[key], there, largest)

    if isinstance(rounded, float):
        own = abs(rounded - float(exact))
        return max(_OWN * own, NUMBER * abs(rounded)) if 0 < own < math.inf else None
    if isinstance(rounded, torch.Tensor):
        return _allowed_of(rounded, exact, moves, largest) if rounded.is_floating_point() else None
    if isinstance(rounded, list | tuple):
        return [part(index) for index in range(len(rounded))]
    return {key: part(key) for key in rounded} if isinstance(rounded, dict) else None


def _allowed_of(
    rounded: torch.Tensor, exact: torch.Tensor, moves: list[tuple[Any, Any]] | None, largest: float
) -> float:
    precise, tolerance = _plain(exact), TOLERANCE[rounded.dtype]
    own = 0.0 if rounded.dtype == torch.float64 else _largest((_plain(rounded) - precise).abs())
    most = _MOST * largest
    if moves is not None:
        moved = max((_smooth_move(precise, _plain(far), _plain(near)) for far, near in moves), default=0.0)
        most = min(_MOVED * moved / _STEP, most)
    conditioned = most * tolerance
    return max(default_tolerance(rounded), _OWN * own, conditioned)


def _smooth_move(exact: torch.Tensor, far: torch.Tensor, near: torch.Tensor) -> float:
    """How far the results move with the step; what does not become less with the step is a jump, which no rounding
    excuses."""
    if not exact.shape == far.shape == near.shape:
        return 0.0
    long, short = (far - exact).abs(), (near - exact).abs()
    return _largest(torch.where(short <= long / 2, long, torch.zeros_like(long)))


def _largest(numbers: torch.Tensor) -> float:
    finite = numbers[torch.isfinite(numbers)]
    return float(finite.max()) if finite.numel() else 0.0


def _plain(tensor: torch.Tensor) -> torch.Tensor:
    return held(tensor).detach().cpu().double()


def _widened(value: Any) -> Any:
    """The arguments in float64."""
    return _each(
        value, lambda t: t.detach().double() if t.dtype in (torch.float32, torch.float16, torch.bfloat16) else t
    )


def _moved(args: Any, step: float, seed: int) -> Any:
    """Arguments whose numbers differ by `step` times the largest of their tensor, up or down."""
    generator = torch.Generator().manual_seed(seed)

    def one(tensor: torch.Tensor) -> torch.Tensor:
        if not tensor.is_floating_point():
            return tensor
        numbers = held(tensor).detach().cpu()
        signs = 2.0 * torch.randint(2, tuple(numbers.shape), generator=generator) - 1.0
        return to_device(numbers + step * _largest(numbers.abs()) * signs, str(tensor.device))

    return _each(args, one)


def _each(value: Any, change: Callable[[torch.Tensor], torch.Tensor]) -> Any:
    """Nested containers with each tensor changed, and its gradient; what required a gradient requires one again."""
    if isinstance(value, torch.Tensor):
        made = change(value)
        if made is value:
            return value
        made = made.requires_grad_(value.requires_grad)
        if value.is_leaf and value.grad is not None:
            made.grad = change(value.grad)
        return made
    if isinstance(value, list | tuple):
        return type(value)(_each(item, change) for item in value)
    if isinstance(value, dict):
        return {key: _each(item, change) for key, item in value.items()}
    return value
