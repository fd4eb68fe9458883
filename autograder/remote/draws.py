"""Random results, told by what does not depend on the draws.

Two functions that make the same mistake may draw in another order, or with another operator, so that no number of
theirs is the same. What stays is the dtype and shape, the values that occur and how often, or the distribution, and
whether all rows or columns share their draws. Where an argument has the shape of the result, its elements are divided
by those of the argument: dropout multiplies each by 0 or by one number.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch

from autograder.remote.likeness import Likeness

FEW = 20  # numbers that are too few to tell one distribution from another
_VALUES = 6  # a result of at most so many different numbers is told by these and their shares
# Relative: two numbers of a result that are one.
_DIGITS = {torch.float16: 4e-3, torch.bfloat16: 4e-2}
_DIGITS_ELSE = 1e-4
_PAIR = 2
_ZERO = 1e-9
_LEVELS = 16
_ROOM = 2.6  # standard deviations, twice over: two samples of one distribution differ by more once in some 10**6
_LINE = 8  # draws of a row or a column that are too few to tell whether all rows or columns share them


@dataclass(frozen=True)
class Summary:
    """What is known of the numbers: `shares` by value where there are few values, else `levels`, the quantiles.

    `digits` is how far two of them may be apart that are one. `count` is how many draws there were. `shared` says along
    which of the last two axes draws are shared.
    """

    count: int
    digits: float
    shares: tuple[tuple[float, float], ...]
    levels: tuple[float, ...]
    shared: tuple[bool, bool]


def summary(numbers: torch.Tensor, given: torch.Tensor | None = None) -> Summary:
    """The summary of a real tensor, divided by `given` where that is not None.

    Both are on the CPU, and of one shape. Elements at which `given` is zero are left out.
    """
    digits = _DIGITS.get(numbers.dtype, _DIGITS_ELSE)
    values = numbers.detach().double()
    kept = torch.ones_like(values, dtype=torch.bool)
    if given is not None:
        kept = given != 0
        values = values / given.double()
    shared = _shared(values, kept, digits)
    count = int(kept.sum())
    if values.dim() > 1:
        count //= (values.shape[-2] if shared[0] else 1) * (values.shape[-1] if shared[1] else 1)
    if not count:
        return Summary(0, digits, (), (), shared)
    flat = torch.sort(values[kept].nan_to_num(nan=1e300, posinf=1e299, neginf=-1e299)).values
    room = digits * flat.abs() + 1e-12
    starts = torch.cat([torch.ones(1, dtype=torch.bool), flat[1:] - flat[:-1] > room[1:]])
    places = starts.nonzero().reshape(-1)
    if len(places) <= _VALUES:
        sizes = torch.diff(places, append=torch.tensor([len(flat)]))
        shares = tuple((float(flat[place]), int(size) / len(flat)) for place, size in zip(places, sizes, strict=True))
        return Summary(max(count, 1), digits, shares, (), shared)
    at = [round(level * (len(flat) - 1) / _LEVELS) for level in range(_LEVELS + 1)]
    return Summary(max(count, 1), digits, (), tuple(float(flat[place]) for place in at), shared)


def ratio_to(result: torch.Tensor, given: Sequence[torch.Tensor]) -> torch.Tensor | None:
    """The one of `given` that the elements of a result may be multiples of: the first floating one of its shape that
    has any."""
    shaped = (one for one in given if one.shape == result.shape and one.is_floating_point())
    return next((one for one in shaped if bool(one.any())), None)


def compared(one: Summary, other: Summary) -> Likeness:
    """Whether two summaries may be of one distribution: SAME, DIFFERENT, or UNTOLD where there are too few numbers to
    say."""
    if min(one.count, other.count) < FEW and not one.shared[0] and not one.shared[1]:
        return Likeness.DIFFERENT if _nothing_in_common(one, other) else Likeness.UNTOLD
    if one.shared != other.shared or bool(one.shares) != bool(other.shares):
        return Likeness.DIFFERENT
    room = _ROOM * math.sqrt(1 / one.count + 1 / other.count)
    if one.shares:
        alike = _alike_shares(one, other, room)
    else:
        alike = _within(one.levels, other.levels, room) and _within(other.levels, one.levels, room)
    return Likeness.SAME if alike else Likeness.DIFFERENT


def _nothing_in_common(one: Summary, other: Summary) -> bool:
    """Whether both have one or two values, and share none but perhaps zero."""
    if not all(0 < len(some.shares) <= _PAIR < some.count for some in (one, other)):
        return False
    values = [{value for value, _ in some.shares if abs(value) > _ZERO} for some in (one, other)]
    near = any(abs(a - b) <= one.digits * max(abs(a), abs(b)) for a in values[0] for b in values[1])
    return all(values) and not near


def _alike_shares(one: Summary, other: Summary, room: float) -> bool:
    for a, b in ((one, other), (other, one)):
        for value, share in a.shares:
            near = [s for v, s in b.shares if abs(v - value) <= a.digits * max(abs(v), abs(value)) + 1e-9]
            # A value that one of the two has not may be rare, not more.
            if abs(share - sum(near)) > room * math.sqrt(max(share * (1 - share), 1 / a.count)) * 2:
                return False
    return True


def _within(levels: tuple[float, ...], others: tuple[float, ...], room: float) -> bool:
    """Whether each level lies among the others about where it should."""
    for place, level in enumerate(levels):
        below = sum(other < level for other in others) / len(others)
        up_to = sum(other <= level for other in others) / len(others)
        due = place / (len(levels) - 1)
        if not below - room - 1 / _LEVELS <= due <= up_to + room + 1 / _LEVELS:
            return False
    # How wide it is: a factor in front shows in the ends before it shows in the levels.
    spans = [abs(side[-2] - side[1]) for side in (levels, others)]
    return max(spans) <= (1 + 2 * room) * min(spans) + 1e-12


def _shared(values: torch.Tensor, kept: torch.Tensor, digits: float) -> tuple[bool, bool]:
    """Whether all rows are alike, and all columns, of the last two axes."""
    if values.dim() < 2 or not bool(kept.all()):
        return False, False
    room = digits * values.abs() + 1e-12
    rows, columns = values.shape[-2:]
    alike_rows = columns >= _LINE and rows > 1 and bool(((values - values[..., :1, :]).abs() <= room).all())
    alike_columns = rows >= _LINE and columns > 1 and bool(((values - values[..., :1]).abs() <= room).all())
    return alike_rows, alike_columns
