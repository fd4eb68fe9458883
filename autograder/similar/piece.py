"""What is compared: pieces of somebody's work, in a form in which renamed, reordered and reformatted ones are the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["code", "comment", "prose", "name", "mistake"]


@dataclass(frozen=True, order=True)
class Key:
    """What two learners have in common where they have the same piece; `size` is how much it is, in lines."""

    kind: Kind
    text: str
    size: float = field(compare=False)


@dataclass(frozen=True)
class Piece:
    """A piece where it stands: in which notebook, in which of its cells (from 0), from `first` to `last` line (from 1).

    A mistake, which is the report's, has the cell -1.
    """

    key: Key
    notebook: str
    cell: int
    first: int
    last: int
