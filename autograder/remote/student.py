"""The submission as its judge sees it: `student.softmax(X)` reads like a local call, wherever the code runs.

A `Student` sends each call to a `Backend` (a sandboxed process, or an executor in this process for code that is
trusted) and joins the result to this process's autograd graph, so that `torch.autograd.grad` and `gradcheck` work
through it. What the call changed in its arguments is written back where `inplace` allows it, and nowhere else. Every
call is recorded: the diagnosis replays the records.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from autograder.remote import wire
from autograder.remote.autograd import Backend, Record
from autograder.remote.errors import MissingName, SubmissionCrashed, SubmissionError, SubmissionTimeout
from autograder.remote.handle import Handle, NamedFunction, OwnFunction, ToMake
from autograder.remote.link import Link, Trace

__all__ = [
    "Backend",
    "Deferring",
    "Handle",
    "Link",
    "MissingName",
    "Record",
    "Student",
    "SubmissionCrashed",
    "SubmissionError",
    "SubmissionTimeout",
    "Trace",
    "backend_of",
    "defined_there",
    "end",
    "looked_after",
    "records_of",
    "source_of",
    "traced",
    "unseeded",
]


class Student:
    """A namespace by proxy: attributes are the submission's names.

    Functions, classes and instances become `Handle`s, tensors and plain data come by value. Raises SubmissionError and
    its subclasses.
    """

    _link: Link

    def __init__(self, backend: Backend, source: str = "") -> None:
        object.__setattr__(self, "_link", Link(backend, source))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return NamedFunction(self._link, name)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"the submission's {name} is its own: nothing can be put in its place")


def source_of(student: Student) -> str:
    """The submission's solution cell, as text."""
    return student._link.source


def records_of(student: Student) -> list[Record]:
    """Every call made through `student` so far."""
    return student._link.records


def backend_of(student: Student) -> Backend:
    """What answers the student's calls."""
    return student._link.backend


def defined_there(student: Student, name: str, source: str) -> OwnFunction:
    """The function `name` of the text `source`, which is the judge's own, made in the submission's process: once in a
    conversation."""
    return OwnFunction(student._link, name, source)


class Deferring(Student):
    """The namespace of the student, whose functions are called in the call that their result is passed to.

    That saves a message for each, and what is made needs no handle: see `ToMake`.
    """

    def __init__(self, student: Student) -> None:
        object.__setattr__(self, "_link", student._link)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Deferred(self._link, name)


class _Deferred(NamedFunction):
    def __call__(self, *args: Any, **kwargs: Any) -> ToMake:
        return ToMake(NamedFunction(self._link, self.__name__), args, kwargs)


def end(student: Student) -> None:
    """Ends the conversation: the submission's process drops the objects that were handed out in it."""
    student._link.end()


@contextlib.contextmanager
def traced(student: Student, chosen: Callable[[Sequence[object]], bool] | None = None) -> Iterator[Trace]:
    """Counts the operators that run in the submission's calls of the block; a block around it counts them as well.

    With `chosen`, in those for whose arguments it is true.
    """
    link = student._link
    link.trace, before = Trace(chosen), link.trace
    try:
        yield link.trace
    finally:
        if before is not None:
            before.include(link.trace)
        link.trace = before


@contextlib.contextmanager
def looked_after(student: Student) -> Iterator[list[wire.Left]]:
    """What the submission's calls of the block leave behind in its process, in their order."""
    link = student._link
    before, link.left = link.left, []
    try:
        yield link.left
    finally:
        link.left = before


@contextlib.contextmanager
def unseeded(student: Student) -> Iterator[None]:
    """In the block the submission's random generators run on from call to call, as they do in a notebook.

    Otherwise every call is seeded by this process's generator, which hides what a call does to the generators: a
    function that sets a seed, or puts back the state that it found, looks as good as one that leaves them alone.
    """
    link = student._link
    link.seeding, before = False, link.seeding
    try:
        yield
    finally:
        link.seeding = before
