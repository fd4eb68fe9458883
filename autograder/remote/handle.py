"""What stays in the submission's process, by proxy: objects, and names that are not looked up before they are used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Self

from autograder.remote import wire
from autograder.remote.errors import SubmissionError

if TYPE_CHECKING:  # a link makes handles
    from autograder.remote.link import Link

_OWN = ("_link", "_id", "_kind")


class Handle:
    """An object of the submission's that stays in its process: attributes, calls, indexing and iteration go there.

    What it says of itself there is the submission's word.
    """

    _link: Link
    _id: int
    _kind: str

    def __init__(self, link: Link, id: int, kind: str) -> None:
        for name, value in zip(_OWN, (link, id, kind), strict=True):
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._link.get(name, self._id)

    def __setattr__(self, name: str, value: object) -> None:
        self._link.call("__setattr__", self._id, (name, value), {})

    def __delattr__(self, name: str) -> None:
        self._link.call("__delattr__", self._id, (name,), {})

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._link.call("", self._id, args, kwargs)

    def __getitem__(self, key: Any) -> Any:
        return self._link.call("__getitem__", self._id, (key,), {})

    def __len__(self) -> int:
        try:
            length = self._link.call("__len__", self._id, (), {})
        except SubmissionError as error:
            if error.kind == "AttributeError":  # list() asks, and takes a TypeError for "no length"
                raise TypeError(f"a {self._kind} has no len()") from None
            raise
        if not isinstance(length, int) or not 0 <= length < 2**31:
            raise SubmissionError("TypeError", f"len() of a {self._kind} is {str(length)[:100]}")
        return length

    def __iter__(self) -> Iterator[Any]:
        iterator = self._link.call("__iter__", self._id, (), {})
        while True:
            try:
                yield iterator._link.call("__next__", iterator._id, (), {})
            except SubmissionError as error:
                if error.kind == "StopIteration":
                    return
                raise

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __repr__(self) -> str:
        return f"<{self._kind} object of the submission>"


class NamedFunction:
    """A name of the submission's, not looked up before it is used."""

    _link: Link
    __name__: str

    def __init__(self, link: Link, name: str) -> None:
        object.__setattr__(self, "_link", link)
        object.__setattr__(self, "__name__", name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._link.call(self.__name__, None, args, kwargs)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.value(), name)

    def __setattr__(self, name: str, value: object) -> None:
        setattr(self.value(), name, value)

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def value(self) -> Any:
        """What the name stands for, by value where it is data."""
        return self._link.get(self.__name__)

    def plain(self) -> Any:
        """The same, and NumPy's numbers, fractions and sets as plain numbers and lists, see `sandbox.plain`."""
        return self._link.get(self.__name__, plain=True)


def passed(value: object) -> wire.HandleV | wire.NameV:
    """How an object that is no data is passed. Raises TypeError for one that is not the submission's own."""
    if isinstance(value, Handle):
        return wire.HandleV(value._id, value._kind)
    if isinstance(value, NamedFunction):
        return wire.NameV(value.__name__)
    raise TypeError(
        f"{type(value).__name__} objects cannot be passed to a submission: make them on its side, in a function with @inside"
    )
