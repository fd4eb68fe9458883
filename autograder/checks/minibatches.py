"""Minibatches as a generator of a submission's yields them, and whether an epoch of them holds every example once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import torch

from autograder.checks.compare import describe
from autograder.checks.failure import fail
from autograder.checks.inside import inside
from autograder.checks.tensors import tensors_in
from autograder.checks.written import Written, arguments_in
from autograder.remote.extent import TIMES
from autograder.remote.inplace import parts as parts_of

MOST = 1000  # minibatches; a generator that goes on is stopped
_FEW = 10_000  # numbers that they may hold, besides TIMES those of the arguments: each is looked at

Row = tuple[Any, ...]


@inside
def gathered(make: Any, most: int, *arguments: Any) -> Any:
    """The first minibatches, and one more where there is one. What the generator changes in its arguments is seen, as
    they are all made in one call."""
    found = []
    for batch in make(*arguments):
        found.append(batch)
        if len(found) > most:
            break
    return found


def each_once(of: str) -> Written:
    """The call of a contract, `each_once("data_iter(batch_size, features, labels)")`: in an epoch each example comes
    once.

    The names after the first are the parts of an example. The result is what all orders have in common: minibatch by
    minibatch and part by part the shape of one example, its dtype and its device. Fails as `minibatches` and
    `assert_epoch` do.
    """
    name, names = of.partition("(")[0], arguments_in(of)

    def epoch(ns: Any, batch_size: int, *whole: torch.Tensor) -> list[tuple[torch.Tensor, ...]]:
        found = minibatches(ns, getattr(ns, name), batch_size, *whole, of=of, parts=names[1:])
        assert_epoch(found, batch_size, *whole, of=of, parts=names[1:])
        return [tuple(tensor[:1] * 0 for tensor in batch) for batch in found]

    return Written(epoch, names, f"list({of})")


def minibatches(
    ns: Any, make: Any, *arguments: Any, of: str, parts: Sequence[str] = ("features", "labels"), most: int = MOST
) -> list[tuple[torch.Tensor, ...]]:
    """What `make(*arguments)` yields, a generator function of `ns`: of each minibatch a tensor for each of `parts`.

    Fails where it yields anything else, tensors of unequal lengths, more than `most` minibatches, or many more numbers
    than there are in the arguments.
    """
    __tracebackhide__ = True
    found = gathered(ns, make, most, *arguments)
    if not isinstance(found, list):  # it is the submission's word
        fail("the minibatches of {of} are {came}, but should be a list of them", of=of, came=describe(found))
    if len(found) > most:
        fail("{of} goes on after {most} minibatches: an epoch ends when every example has come once", of=of, most=most)
    given = sum(map(_size, parts_of(arguments)))
    came = sum(tensor.numel() for tensor in tensors_in(found))
    if came > _FEW + TIMES * given:
        fail(
            "the minibatches of {of} hold {came} numbers in all, where {given} were given: an epoch ends when every example "
            "has come once",
            of=of,
            came=came,
            given=given,
        )
    for index, batch in enumerate(found):
        values = {"index": index, "of": of, "came": describe(batch), "parts": ", ".join(parts)}
        if not isinstance(batch, tuple | list) or len(batch) != len(parts):
            fail("minibatch {index} of {of} is {came}, but should be a tuple ({parts})", **values)
        for part, tensor in zip(parts, batch, strict=True):
            if not isinstance(tensor, torch.Tensor) or not tensor.dim():
                values["came"] = describe(tensor)
                fail(
                    "the {part} of minibatch {index} of {of} are {came}, but should be a tensor with one entry per example",
                    part=part,
                    **values,
                )
        lengths = [len(tensor) for tensor in batch]
        if len(set(lengths)) > 1:
            fail(
                "the parts ({parts}) of minibatch {index} of {of} have the lengths {lengths}", lengths=lengths, **values
            )
    return [tuple(batch) for batch in found]


def _size(part: Any) -> int:
    return part.numel() if isinstance(part, torch.Tensor) else len(part)


def assert_epoch(
    batches: Sequence[Sequence[torch.Tensor]],
    batch_size: int,
    *whole: torch.Tensor,
    of: str,
    parts: Sequence[str] = ("features", "labels"),
) -> None:
    """Fails unless the minibatches hold each example once: what the tensors in `whole` have at one index.

    All have `batch_size` examples, but the last, which has what is left.
    """
    __tracebackhide__ = True
    due = Counter(_rows(whole))
    came = Counter(row for batch in batches for row in _rows(batch))
    if came != due:
        _explain(came, due, of, parts)
    all_, sizes = len(whole[0]), [len(batch[0]) for batch in batches]
    expected = [min(batch_size, all_ - start) for start in range(0, all_, batch_size)]
    if sizes != expected:
        fail("the minibatches of {of} have the sizes {came}, but should have {due}", of=of, came=sizes, due=expected)


def _explain(came: Counter[Row], due: Counter[Row], of: str, parts: Sequence[str]) -> None:
    """Says which example is missing, comes too often, is none of the given ones, or is put together from two."""
    __tracebackhide__ = True
    for place, part in enumerate(parts):
        ours, theirs = _of_part(came, place), _of_part(due, place)
        for row in [*theirs, *ours]:
            if ours[row] != theirs[row]:
                fail(
                    "in one epoch of {of} the {part} {row} come {came}, but should come {due}",
                    of=of, part=part, row=_shown(row), came=_times(ours[row]), due=_times(theirs[row]),
                )  # fmt: skip
    row = next(iter(came - due))
    fail(
        "{of} yields {first} {row} together with {others} that belong to another example",
        of=of, first=parts[0], row=_shown(row[0]), others=" and ".join(parts[1:]),
    )  # fmt: skip


def _times(number: int) -> str:
    return {0: "not at all", 1: "once"}.get(number, f"{number} times")


def _of_part(rows: Counter[Row], place: int) -> Counter[Row]:
    found: Counter[Row] = Counter()
    for row, times in rows.items():
        found[row[place]] += times
    return found


def _rows(tensors: Sequence[torch.Tensor]) -> Iterator[Row]:
    """Each example as a tuple of tuples of its numbers, one for each tensor."""
    listed = [t.detach().cpu().reshape(len(t), -1).tolist() if t.numel() else [[]] * len(t) for t in tensors]
    return zip(*([tuple(row) for row in rows] for rows in listed), strict=True)


def _shown(row: Row) -> str:
    """The numbers of an example, the first few of many."""
    text = ", ".join(f"{number:.4g}" for number in row[:6])
    return f"[{text}{', ...' if len(row) > 6 else ''}]"
