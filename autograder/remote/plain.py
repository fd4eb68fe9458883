"""What people type as an answer, made plain: NumPy's scalars and arrays, fractions, decimals, sets.

Done on the submission's side, where the objects are; what comes out is data that crosses the wall as it is.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy

_LARGEST = 10_000  # elements of an array or a set
_DEPTH = 8


def simplified(value: object, depth: int = 0) -> object:
    """`value` as numbers, strings and lists where it is one of the kinds above, also inside lists; else as it is.

    A set, which has no order, becomes a dict of its elements, each with None.
    """
    if isinstance(value, numpy.generic):
        return value.item()
    if isinstance(value, numpy.ndarray) and value.size <= _LARGEST:
        return simplified(value.tolist(), depth)
    if isinstance(value, Fraction | Decimal):
        return _as_float(value)
    if isinstance(value, set | frozenset) and len(value) <= _LARGEST:
        return _as_dict(value)
    if isinstance(value, range) and len(value) <= _LARGEST:
        return list(value)
    if isinstance(value, str):
        return str.__str__(value)  # it may be of a class of its own, such as NumPy's
    if isinstance(value, list | tuple) and depth < _DEPTH:
        items = [simplified(item, depth + 1) for item in value]
        return tuple(items) if isinstance(value, tuple) else items
    return value


def _as_dict(value: set[object] | frozenset[object]) -> object:
    try:
        return dict.fromkeys(simplified(item) for item in value)
    except TypeError:  # sets in it
        return value


def _as_float(value: Fraction | Decimal) -> object:
    try:
        return float(value)
    except (OverflowError, ValueError):  # ValueError: a signalling NaN
        return value
