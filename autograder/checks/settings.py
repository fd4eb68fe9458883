"""Where a submission is right although something else in it is wrong.

A property, such as a kept dtype, counts only together with right values. A slip in one part of a function, or
parameters that are read in another order, make all of its values wrong. So that this is charged once and not again with
each property, the property is looked at in a setting in which the submission is right: with the parameters in the order
in which it reads them, or with those of the wrong part zero.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from autograder.checks.agreement import Behaviour, agrees
from autograder.remote.student import Backend, Student, backend_of, source_of

# By the backend, which is one submission's: each setting is tried once and not again in each test. The calls of that
# time are recorded like any others.
_known: WeakKeyDictionary[Backend, dict[tuple[str, str], bool]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Setting:
    """`call(namespace, *args)` calls a submission in the way that it takes its arguments; `simplified(*args)` are the
    arguments with some of them zero. `right` calls the reference, where that is another way. The `name` tells the
    settings of an exercise apart; `not_for` are the tests of a contract, by name, that are not asked in this one.
    Without `biases`, those of a module are zero."""

    name: str
    call: Behaviour
    simplified: Callable[..., tuple[Any, ...]] = lambda *args: args
    right: Behaviour | None = None
    not_for: Collection[str] = ()
    biases: bool = True

    def called(self, reference: Any) -> Behaviour:
        """`call` for a submission, `right` for this reference."""
        right = self.right
        if right is None:
            return self.call
        return lambda ns, *args: right(ns, *args) if ns is reference else self.call(ns, *args)


def where_right(student: Student, reference: Any, settings: Sequence[Setting], *args: Any) -> Setting:
    """The first of the settings in which `student` agrees with the reference on the `args`, the dtype aside; the first
    of all where none is.

    What the caller then asks in that setting fails, or it says `requires_one_of`: nothing is given for no right values.
    All calls for one exercise give the same `args`.
    """
    __tracebackhide__ = True
    known = _known.setdefault(backend_of(student), {})
    for setting in settings:
        key = source_of(student), setting.name
        if key not in known:
            known[key] = agrees(student, reference, setting.called(reference), *setting.simplified(*args), dtype=False)
        if known[key]:
            return setting
    return settings[0]
