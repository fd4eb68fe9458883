"""What a submission returned, in a few words: in bounded time, whatever it is."""

from __future__ import annotations

from collections.abc import Iterator

import torch

_SHOWN = 1000  # elements: so many does torch itself show


def brief(value: object, room: int) -> str:
    """The beginning of repr(value), of `room` characters and a few more; the rest of a long value is never put in
    words.

    A submission can return in a few bytes what would take minutes: one tensor ten thousand times, or one of ten axes.
    """
    text = ""
    for piece in _pieces(value):
        text += piece
        if len(text) > room:
            break
    return text


def _pieces(value: object) -> Iterator[str]:
    if isinstance(value, torch.Tensor):
        large = f"a tensor of shape {tuple(value.shape)} and {value.dtype}"
        yield repr(value.detach().cpu()) if value.numel() <= _SHOWN else large
    elif isinstance(value, list | tuple):
        single = "," if len(value) == 1 else ""
        begin, end = ("[", "]") if isinstance(value, list) else ("(", single + ")")
        yield begin
        for index, item in enumerate(value):
            yield ", " if index else ""
            yield from _pieces(item)
        yield end
    elif isinstance(value, dict):
        yield "{"
        for index, (key, item) in enumerate(value.items()):
            yield ", " if index else ""
            yield from _pieces(key)
            yield ": "
            yield from _pieces(item)
        yield "}"
    else:
        yield _of_one(value)


def _of_one(value: object) -> str:
    try:
        return repr(value)
    except ValueError:  # Python writes no whole number of thousands of digits
        return "a very large number"
