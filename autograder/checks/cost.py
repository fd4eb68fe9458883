"""How the work of a submission grows with its input: counted in operators, so that a busy machine changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograder.checks.compare import describe
from autograder.checks.copies import copied
from autograder.checks.failure import fail
from autograder.checks.tensors import tensors_in
from autograder.remote.student import Student, traced

# A cost `a + b * size` grows by at most the factor of the size, a quadratic one by its square. Loops that draw random
# numbers take a varying number of operators, so half of what lies between the two, from factor 8 on, is allowance.
_ALLOWANCE = 2.0


def assert_cost(
    student: Student,
    call: Callable[..., Any],
    small: tuple[Any, ...],
    large: tuple[Any, ...],
    *,
    factor: int,
    of: str = "the call",
) -> None:
    """Fails when `call(student, *large)` runs more than 2 * factor times the operators of `call(student, *small)`.

    `large` is `small` made `factor` times (8, say) longer along one axis. Any loop over the elements passes; a loop
    that goes through all of them again for each of them does not, in whatever thread. How much an operator has to do is
    not seen. What returns no tensor fails too.
    """
    __tracebackhide__ = True
    few, many = (operators_of(student, call, args) for args in (small, large))
    assert_in_proportion(few, many, factor=factor, of=of)


def assert_in_proportion(few: int, many: int, *, factor: int, of: str) -> None:
    """Fails when `many` operators, on an input `factor` times as large, are more than 2 * factor times the `few`."""
    __tracebackhide__ = True
    if many > _ALLOWANCE * factor * max(few, 1):
        fail(
            "{of} ran {few} of torch's operators, and {many} on an input {factor} times as large: {times} times as many. Is "
            "something computed again in a loop that could be computed once, before it?",
            of=of,
            few=few,
            many=many,
            factor=factor,
            times=f"{many / max(few, 1):.0f}",
        )


def operators_of(student: Student, call: Callable[..., Any], args: tuple[Any, ...]) -> int:
    """How many of torch's operators `call(student, *args)` runs, in all threads; fails when it returns no tensor."""
    __tracebackhide__ = True
    with traced(student) as trace:
        result = call(student, *copied(args))
    if next(tensors_in(result), None) is None:  # what does nothing has no cost, and earns nothing by that
        hint = " (is there a `return`?)" if result is None else ""
        fail(f"the result is {{came}}, but should be a tensor{hint}", came=describe(result))
    return trace.ops.total() + trace.made.total() + trace.elsewhere.total()
