"""Generators and whatever else is gone through, see `taken`."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from autograder.remote.handle import Handle
from autograder.remote.items import asked_for, first_items


def taken(function: Callable[..., Any], most: int) -> Callable[..., Any]:
    """`function`, a submission's, a reference's, or one of a test that calls them, with the first `most` items of its
    result.

    They are taken on the submission's side, before the call counts as done: what the generator does to its arguments,
    prints and computes belongs to the call, and an endless one ends. Lists, tuples, tensors and what cannot be gone
    through are left as they are.

        agree(student, reference, lambda ns, X: taken(ns.batches, 20)(X), X)
    """
    if most < 1:
        raise ValueError(f"the number of items must be positive, not {most}")

    @functools.wraps(function, assigned=())
    def called(*args: Any, **kwargs: Any) -> Any:
        token = asked_for.set(most)
        try:
            result = function(*args, **kwargs)
            return result if isinstance(result, Handle) else first_items(result, most)
        finally:
            asked_for.reset(token)

    return called
