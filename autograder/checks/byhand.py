"""Tests by hand of a contract: one line for each case that deserves points of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from autograder.checks.agreement import Behaviour, agree
from autograder.checks.contract import Contract
from autograder.checks.shaping import on_device
from autograder.checks.weights import points


def case(
    contract: Contract,
    weight: float,
    title: str,
    *given: Callable[[Any], tuple[Any, ...]] | tuple[Any, ...],
    call: Behaviour | None = None,
    of: str = "",
    requires: str | Sequence[str] = (),
) -> Callable[..., None]:
    """A test that a submission agrees with the reference for each of the `given` arguments.

        test_ties = case(contract, 2, "of equal tokens the first one counts", (["b", "a", "b", "a"],))

    Each of `given` is a tuple of arguments, or a function that draws one, `lambda rng: (rng.normal(3),)`; floating
    tensors are used in the dtype that they have. `call` is the contract's where nothing is said, and `of` the
    expression that the call returns. `weight`, `title` and `requires` are those of `checks.points`. Raises ValueError
    where nothing is given: such a test could not fail.
    """
    if not given:
        raise ValueError(f"a case of {contract.of} needs arguments: {title}")

    call, of = contract.named(call, of)

    @points(weight, title, requires=requires)
    def test(student: Any, reference: Any, rng: Any) -> None:
        for some in given:
            args = on_device(some if isinstance(some, tuple) else some(rng), rng.device)
            agree(student, reference, call, *args, of=of)

    return test
