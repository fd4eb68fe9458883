"""Minibatches of stretches of a text, as a submission's generator yields them: where in the text each of them begins."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import torch

from autograder.checks.compare import describe
from autograder.checks.failure import fail
from autograder.checks.minibatches import minibatches


def beginnings(
    ns: Any, make: Any, corpus: Sequence[int], batch_size: int, num_steps: int, *, of: str
) -> list[list[int]]:
    """For each minibatch `(X, Y)` of `make(corpus, batch_size, num_steps)` the places in `corpus` at which the rows of
    X begin.

    `corpus` has no token twice. Fails where X and Y are not of shape (batch_size, num_steps), where a row of X is no
    stretch of the corpus, where Y is not one token ahead, or where two rows have a token of X in common.
    """
    __tracebackhide__ = True
    place = {token: index for index, token in enumerate(corpus)}
    found: list[list[int]] = []
    taken: set[int] = set()
    for index, batch in enumerate(minibatches(ns, make, list(corpus), batch_size, num_steps, of=of, parts=("X", "Y"))):
        X, Y = (
            _whole(tensor, part, index, (batch_size, num_steps), of) for part, tensor in zip("XY", batch, strict=True)
        )
        starts = []
        for row, ahead in zip(X, Y, strict=True):
            start = place.get(row[0], -1)
            if start < 0 or row != list(corpus[start : start + num_steps]):
                fail(
                    "in minibatch {index} of {of}, X has the row {row}, which is no stretch of the corpus",
                    index=index,
                    of=of,
                    row=row,
                )
            if ahead != list(corpus[start + 1 : start + 1 + num_steps]):
                fail(
                    "in minibatch {index} of {of}, X has the row {row}, and Y the row {ahead}; it should be {due}, one token ahead",
                    index=index, of=of, row=row, ahead=ahead, due=list(corpus[start + 1 : start + 1 + num_steps]),
                )  # fmt: skip
            again = taken.intersection(row)
            if again:
                fail("{of} has the token {token} of the corpus in two rows of X", of=of, token=min(again))
            taken.update(row)
            starts.append(start)
        found.append(starts)
    return found


def assert_as_many(
    found: Sequence[object],
    corpus: Sequence[int],
    batch_size: int,
    num_steps: int,
    possible: Collection[int],
    *,
    offset: int,
    of: str,
) -> None:
    """Fails where the number of minibatches in `found`, the first of which begins at place `offset`, is not a
    `possible` one."""
    __tracebackhide__ = True
    if len(found) not in possible:
        fail(
            "{of} gives {came} minibatches for {n} tokens with batch_size = {batch_size} and num_steps = {num_steps}, beginning at "
            "place {offset}, but should give {due}",
            of=of,
            came=len(found),
            n=len(corpus),
            batch_size=batch_size,
            num_steps=num_steps,
            offset=offset,
            due=max(possible),
        )


def _whole(tensor: torch.Tensor, part: str, index: int, shape: tuple[int, int], of: str) -> list[list[int]]:
    """The rows of a tensor of whole numbers."""
    __tracebackhide__ = True
    if tuple(tensor.shape) != shape or tensor.is_floating_point() or tensor.is_complex() or tensor.dtype == torch.bool:
        fail(
            "{part} of minibatch {index} of {of} is {came}, but should be a tensor of whole numbers of shape {shape}",
            part=part, index=index, of=of, came=describe(tensor), shape=shape,
        )  # fmt: skip
    rows: list[list[int]] = tensor.tolist()
    return rows
