"""The search for the smallest input that shows a fault. Runs only after a test has failed, so it may take a moment.

First come inputs of all sorts, the simplest strategy's value before all, until one of them fails; then that one is made
smaller, choice by choice. Which inputs are tried depends on the strategy and the submission's answers alone, so the
same submission is shown the same example whatever was graded before it.
"""

from __future__ import annotations

import contextlib
import contextvars
import itertools
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import torch

from autograder.checks.drawing import Choose, Drawn, draw
from autograder.checks.tensors import tensors_in
from autograder.remote.student import SubmissionCrashed, SubmissionTimeout

# Inputs that are tried in one search: at most TRIES, of which the first FIRST_TRIES have to find one that fails; and in
# all searches of one exercise. The first failed tests, which tend to show the plainest fault, get their small input.
TRIES, FIRST_TRIES, EXERCISE_TRIES = 100, 50, 200
# Sizes are among the first choices of an input, and what they count comes soon after.
_SIZES, _NEAR = 3, 8
# A submission whose answers take long is given up. The judge's own time, which a busy machine does not stretch; then
# all.
SECONDS = 1.0
WALL_SECONDS = 5.0

_searching = contextvars.ContextVar("searching", default=True)
_left = [EXERCISE_TRIES]  # of the exercise at hand; a judge runs one at a time


def begin_exercise() -> None:
    """The searches from here on share EXERCISE_TRIES."""
    _left[0] = EXERCISE_TRIES


@contextlib.contextmanager
def without_search() -> Iterator[None]:
    """Failures in the block are shown on the test's own input: for those who ask only whether a test fails."""
    token = _searching.set(False)
    try:
        yield
    finally:
        _searching.reset(token)


def searching() -> bool:
    """Whether a failure may take a moment to be explained: not in the block of `without_search`."""
    return _searching.get()


def smallest(strategy: Any, fails: Callable[[tuple[Any, ...]], bool]) -> tuple[Any, ...] | None:
    """The smallest argument tuple of `strategy` for which `fails` holds, as far as it is found in time.

    None when no small one fails, the submission does not survive the search, or there is to be none (`without_search`).
    """
    if not _searching.get() or _left[0] <= 0:
        return None
    search = _Search(strategy, fails, min(TRIES, _left[0]))
    state = torch.get_rng_state()
    with contextlib.suppress(_OutOfTries, SubmissionTimeout, SubmissionCrashed):
        search.find()
        search.shrink()
    torch.set_rng_state(state)
    _left[0] -= search.tries
    return None if search.best is None else search.best.value


class _OutOfTries(Exception):
    pass


@dataclass
class _Search:
    strategy: Any
    fails: Callable[[tuple[Any, ...]], bool]
    limit: int
    tries: int = 0
    best: Drawn | None = None

    def __post_init__(self) -> None:
        self._seen: set[tuple[int, ...]] = set()
        self._asked: set[tuple[int, ...]] = set()  # by `_smaller`: what was no smaller then is none now
        self._until, self._wall = time.process_time() + SECONDS, time.monotonic() + WALL_SECONDS

    def find(self) -> None:
        """Tries inputs until one fails: the simplest of all, then such with more and more choices other than that."""
        source = random.Random(0)
        for number in range(FIRST_TRIES):
            drawn = draw(self.strategy, choose=_chooser(number, source))
            if drawn is not None and self._fails(drawn):
                return

    def shrink(self) -> None:
        """Makes choices of the failing input simpler, many at once and then each, as long as that leads anywhere."""
        before = None
        while self.best is not None and self.best is not before:
            before = self.best
            width = len(before.choices) // 2
            while width > 0:
                for start in range(0, len(before.choices), width):
                    self._clear(start, width)
                width //= 2
            for place in range(len(self.best.choices)):
                self._lower(place)
            for place in range(_SIZES):
                self._leave_out(place)

    def _clear(self, start: int, width: int) -> None:
        """The simplest of all for `width` choices from `start` on."""
        assert self.best is not None
        choices = self.best.choices
        self._smaller((*choices[:start], *(0 for _ in choices[start : start + width]), *choices[start + width :]))

    def _lower(self, place: int) -> None:
        """The choice at `place` as near to the simplest as the input still fails, by bisection, and rather positive."""
        assert self.best is not None
        if place >= len(self.best.choices) or not self.best.choices[place]:
            return
        step = self.best.choices[place]
        passes, sign = 0, 1 if step > 0 else -1
        while abs(step) - passes > 1:
            middle = (abs(step) + passes) // 2
            if self._smaller(self._with(place, sign * middle)):
                step = sign * middle
            else:
                passes = middle
        if step < 0:
            self._smaller(self._with(place, -step))

    def _leave_out(self, place: int) -> None:
        """One less of what the choice at `place` counts, if it is a size, without one of the next choices."""
        assert self.best is not None
        if self.best.choices[place : place + 1] > (0,):
            fewer = self._with(place, self.best.choices[place] - 1)
            for gone in range(place + 1, min(len(fewer), place + 1 + _NEAR)):
                if self._smaller((*fewer[:gone], *fewer[gone + 1 :])):
                    return

    def _with(self, place: int, step: int) -> tuple[int, ...]:
        assert self.best is not None
        return (*self.best.choices[:place], step, *self.best.choices[place + 1 :])

    def _smaller(self, choices: tuple[int, ...]) -> bool:
        """Takes the input that `choices` make if it fails too and is smaller than the best so far."""
        assert self.best is not None
        if choices in self._seen or choices in self._asked:
            return False
        self._asked.add(choices)
        drawn = draw(self.strategy, choices)
        return drawn is not None and _size(drawn) < _size(self.best) and self._fails(drawn)

    def _fails(self, drawn: Drawn) -> bool:
        if drawn.choices in self._seen:
            return False
        if self.tries >= self.limit or time.process_time() > self._until or time.monotonic() > self._wall:
            raise _OutOfTries
        self._seen.add(drawn.choices)
        self.tries += 1
        if not self.fails(drawn.value):
            return False
        self.best = drawn
        return True


def _chooser(number: int, source: random.Random) -> Choose:
    """How the `number`-th input is chosen: 0 is the simplest of all; of the others, some differ from it everywhere,
    some here and there, and some in their first choices alone, which tend to be sizes."""
    asked = itertools.count()

    def choose(low: int, high: int) -> int:
        drawn, chance, place = source.randint(low, high), source.random(), next(asked)
        return drawn if number > 0 and (True, place < 3, True, chance < 0.5)[number % 4] else 0

    return choose


def _size(drawn: Drawn) -> tuple[int, int, int, int]:
    """Fewer elements, then fewer choices that are not the simplest, nearer ones, and rather positive ones."""
    far = [abs(step) for step in drawn.choices]
    elements = sum(t.numel() for t in tensors_in(drawn.value))
    return elements, len(far) - far.count(0), sum(far), sum(step < 0 for step in drawn.choices)
