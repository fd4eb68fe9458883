"""Values of a Hypothesis strategy, drawn from choices that are ours: a list of whole numbers, 0 for the simplest.

Hypothesis's own engine keeps books about every draw and tries some twenty variations for each that it runs, which costs
more than all the calls of a search. Here a strategy is asked for one value at a time, and `search` knows better than
any engine what makes an input small. The same choices always make the same value.

Strategies are drawn through Hypothesis's interface for other backends, which it does not promise to keep:
`tests/engine/checks/test_drawing.py` shows whether an installed version still has it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from hypothesis.control import BuildContext
from hypothesis.errors import StopTest, UnsatisfiedAssumption
from hypothesis.internal.conjecture.data import MAX_DEPTH, ConjectureData
from hypothesis.internal.conjecture.providers import PrimitiveProvider
from hypothesis.strategies._internal.lazy import unwrap_strategies

Choose = Callable[[int, int], int]
"""`choose(low, high)`: a whole number between the two, which include 0."""

_MOST = 8192  # choices of a value: a strategy may go on for ever
_FAR = 100  # how far a choice goes where the strategy sets no bound


@dataclass(frozen=True)
class Drawn:
    """A value, and the choices that made it."""

    value: Any
    choices: tuple[int, ...]


def draw(strategy: Any, choices: Sequence[int] = (), choose: Choose = lambda low, high: 0) -> Drawn | None:
    """The value that `choices` make; those that are missing come from `choose`, those that do not fit count as 0.

    None where the strategy refuses what comes of it (`filter`, `assume`).
    """
    source = _Source(choices, choose)
    data = _Unrecorded(random=None, provider=source)
    try:
        with BuildContext(data, wrapped_test=draw):
            value = data.draw(strategy)
    except (StopTest, UnsatisfiedAssumption):
        return None
    return Drawn(value, tuple(source.made))


class _Unrecorded(ConjectureData):
    """Hypothesis's side of a draw without its records of spans and choices, which nobody reads: two thirds of the time."""

    def draw(self, strategy: Any, label: int | None = None, observe_as: str | None = None) -> Any:
        strategy.validate()
        if strategy.is_empty or self.depth >= MAX_DEPTH:
            raise StopTest(self.testcounter)
        self.depth += 1
        try:
            return unwrap_strategies(strategy).do_draw(self)  # type: ignore[no-untyped-call]
        finally:
            self.depth -= 1

    def start_span(self, label: int) -> None:
        self.depth += 1

    def stop_span(self, *, discard: bool = False) -> None:
        self.depth -= 1

    def conclude_test(self, status: Any, interesting_origin: Any = None) -> NoReturn:
        raise StopTest(self.testcounter)

    def _draw(self, choice_type: str, constraints: Any, *, observe: bool, forced: Any) -> Any:
        return getattr(self.provider, f"draw_{choice_type}")(**constraints) if forced is None else forced


class _Source(PrimitiveProvider):
    """Answers a strategy's questions: every choice is a number of steps from the simplest answer."""

    def __init__(self, choices: Sequence[int], choose: Choose) -> None:
        super().__init__(None)
        self._choices, self._choose = choices, choose
        self.made: list[int] = []

    def draw_boolean(self, p: float = 0.5) -> bool:
        return bool(self._step(0, int(p > 0))) if p < 1 else True

    def draw_integer(
        self, min_value: int | None = None, max_value: int | None = None, *, shrink_towards: int = 0, **_: Any
    ) -> int:
        simplest = _clamped(shrink_towards, min_value, max_value)
        low = -_FAR if min_value is None else min_value - simplest
        high = _FAR if max_value is None else max_value - simplest
        return int(simplest + self._step(low, high))

    def draw_float(self, *, min_value: float = -_FAR, max_value: float = _FAR, **_: Any) -> float:
        simplest = float(_clamped(0, min_value, max_value))
        low, high = max(min_value - simplest, -_FAR), min(max_value - simplest, _FAR)
        return simplest + self._step(-int(-low), int(high))

    def draw_string(self, intervals: Any, *, min_size: int = 0, max_size: int = _FAR) -> str:
        size = min_size + self._step(0, min(max_size - min_size, 3))
        return "".join(intervals.char_in_shrink_order(self._step(0, len(intervals) - 1)) for _ in range(size))

    def draw_bytes(self, min_size: int = 0, max_size: int = _FAR) -> bytes:
        size = min_size + self._step(0, min(max_size - min_size, 3))
        return bytes(self._step(0, 255) for _ in range(size))

    def _step(self, low: int, high: int) -> int:
        place = len(self.made)
        if place >= _MOST:
            raise UnsatisfiedAssumption("too many choices")
        step = self._choices[place] if place < len(self._choices) else self._choose(low, high)
        self.made.append(step if low <= step <= high else 0)
        return self.made[-1]


def _clamped(value: Any, low: Any, high: Any) -> Any:
    if low is not None and value < low:
        return low
    return high if high is not None and value > high else value
