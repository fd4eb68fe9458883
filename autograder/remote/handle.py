"""What stays in the submission's process, by proxy: objects, and names that are not looked up before they are used."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any, Protocol, Self

from autograder.remote import wire
from autograder.remote.errors import SubmissionError
from autograder.remote.words import brief

_OWN = ("_link", "_id", "_kind")
ITEMS = 10_000  # that are asked for, one by one, of an object that is gone through

_ASKED = """\
import operator


def asked(question, *values):
    own = {"len": len, "iter": iter, "next": next, "set": setattr, "delete": delattr}
    return own.get(question, getattr(operator, question, None))(*values)
"""


class Link(Protocol):
    """What a handle asks of the link that has made it."""

    def get(self, name: str, target: int | None = None, *, plain: bool = False) -> Any: ...

    def call(
        self, name: str, target: int | wire.FunctionV | None, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Any: ...


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
        self._ask("set", name, value)

    def __delattr__(self, name: str) -> None:
        self._ask("delete", name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._link.call("", self._id, args, kwargs)

    def __getitem__(self, key: Any) -> Any:
        return self._link.call("__getitem__", self._id, (key,), {})

    def __setitem__(self, key: Any, value: object) -> None:
        self._link.call("__setitem__", self._id, (key, value), {})

    def __len__(self) -> int:
        try:
            length = self._ask("len")
        except SubmissionError as error:
            if error.kind == "TypeError":  # list() asks, and takes a TypeError for "no length"
                raise TypeError(f"a {self._kind} has no len()") from None
            raise
        if not isinstance(length, int) or not 0 <= length < 2**31:
            raise SubmissionError("TypeError", f"len() of a {self._kind} is {brief(length, 100)[:100]}")
        return length

    def __bool__(self) -> bool:
        return self._true("truth")

    def __contains__(self, item: object) -> bool:
        return self._true("contains", item)

    def __iter__(self) -> Iterator[Any]:
        iterator = self._ask("iter")
        if not isinstance(iterator, Handle):
            raise SubmissionError("TypeError", f"iter() of a {self._kind} is {brief(iterator, 100)[:100]}")
        for _ in range(ITEMS):
            try:
                yield iterator.__next__()
            except StopIteration:
                return
        raise SubmissionError("RuntimeError", f"a {self._kind} gave {ITEMS} items and did not end")

    def __next__(self) -> Any:
        try:
            return self._ask("next")
        except SubmissionError as error:
            if error.kind == "StopIteration":
                raise StopIteration from None
            raise

    def __eq__(self, other: object) -> bool:
        """Of two objects of the submission, as it says; nothing of the judge's own is equal to any."""
        if not isinstance(other, Handle) or other._link is not self._link:
            return False
        return other._id == self._id or self._true("eq", other)

    def __hash__(self) -> int:
        return hash((id(self._link), self._id))

    def __lt__(self, other: object) -> bool:
        return self._compared("lt", other)

    def __le__(self, other: object) -> bool:
        return self._compared("le", other)

    def __gt__(self, other: object) -> bool:
        return self._compared("gt", other)

    def __ge__(self, other: object) -> bool:
        return self._compared("ge", other)

    def _compared(self, question: str, other: object) -> bool:
        """Of two objects of the submission; with a number of the judge's it would pass for a number."""
        if not isinstance(other, Handle) or other._link is not self._link:
            kind = type(other).__name__
            raise SubmissionError(
                "TypeError", f"a {self._kind} where something is expected that a {kind} is compared with"
            )
        return self._true(question, other)

    def _true(self, question: str, *others: object) -> bool:
        answer = self._ask(question, *others)
        if not isinstance(answer, bool):
            raise SubmissionError(
                "TypeError", f"{question} of a {self._kind} is {brief(answer, 100)[:100]}, and neither True nor False"
            )
        return answer

    def _ask(self, question: str, *others: object) -> Any:
        return self._link.call("", wire.FunctionV("asked", _ASKED), (question, self, *others), {})

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


class OwnFunction:
    """A function of the judge's own that runs in the submission's process, made there out of its text."""

    def __init__(self, link: Link, name: str, source: str) -> None:
        self._link = link
        self._text = wire.FunctionV(name, source)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._link.call("", self._text, args, kwargs)


class ToMake:
    """What a function of the submission's gives, which is called in the call that this is passed to.

    It can be passed once. Whoever asks anything else of it has it made by itself.
    """

    def __init__(self, function: NamedFunction, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self._function, self._args, self._kwargs = function, args, kwargs
        self._is_passed = False

    @functools.cached_property
    def _now(self) -> Any:
        if self._is_passed:
            raise TypeError(f"what {self._function.__name__} gives was made in the call that it was passed to")
        return self._function(*self._args, **self._kwargs)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._now, name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._now(*args, **kwargs)

    def __getitem__(self, key: Any) -> Any:
        return self._now[key]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._now)

    def _passed(self, encoded: Callable[[object], wire.Value]) -> wire.Value:
        if self._is_passed or "_now" in vars(self):
            return encoded(self._now)
        self._is_passed = True
        return wire.MakeV(
            self._function.__name__,
            [encoded(value) for value in self._args],
            [(key, encoded(value)) for key, value in self._kwargs.items()],
        )


def passed(value: object, encoded: Callable[[object], wire.Value]) -> wire.Value:
    """How an object that is no data is passed, with `encoded` for its parts. Raises TypeError for one that is not the
    submission's own."""
    if isinstance(value, Handle):
        return wire.HandleV(value._id, value._kind)
    if isinstance(value, NamedFunction):
        return wire.NameV(value.__name__)
    if isinstance(value, OwnFunction):
        return value._text
    if isinstance(value, ToMake):
        return value._passed(encoded)
    raise TypeError(
        f"{type(value).__name__} objects cannot be passed to a submission: make them on its side, in a function with @inside"
    )
