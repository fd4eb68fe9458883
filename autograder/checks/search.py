"""The search for the smallest input that shows a fault. Runs only after a test has failed, so it may take a moment."""

from __future__ import annotations

import contextlib
import contextvars
import time
from collections.abc import Callable, Iterator
from typing import Any

import torch
from hypothesis import HealthCheck, Phase, find, settings
from hypothesis.errors import HypothesisException

from autograder.checks.agreement import literal, tensors_in
from autograder.student import SubmissionCrashed, SubmissionTimeout

# One search may take SECONDS of the judge's own time, which a busy machine does not stretch, and with the submission's
# answers WALL_SECONDS; all searches of one exercise together EXERCISE_SECONDS. So the first failed tests, which tend to
# show the plainest fault, get a small input, and a class of wrong answers is still graded in minutes.
SECONDS = 1.0
EXERCISE_SECONDS = 2.0
WALL_SECONDS = 5.0
_SETTINGS = settings(
    max_examples=150,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)

_searching = contextvars.ContextVar("searching", default=True)
_left = [EXERCISE_SECONDS]  # of the exercise at hand; a judge runs one at a time


def begin_exercise() -> None:
    """The searches from here on share EXERCISE_SECONDS."""
    _left[0] = EXERCISE_SECONDS


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
    started = time.process_time()
    until, wall = started + min(SECONDS, _left[0]), time.monotonic() + WALL_SECONDS
    best: list[tuple[Any, ...]] = []

    def failing(args: tuple[Any, ...]) -> bool:
        if time.process_time() > until or time.monotonic() > wall or not fails(args):
            return False
        if not best or _size(args) <= _size(best[0]):
            best[:] = [args]
        return True

    state = torch.get_rng_state()
    # Past the deadline the predicate turns False, which Hypothesis reports as flaky; what was found until then counts.
    with contextlib.suppress(HypothesisException, SubmissionTimeout, SubmissionCrashed, ExceptionGroup):
        find(strategy, failing, settings=_SETTINGS)
    torch.set_rng_state(state)
    _left[0] -= time.process_time() - started
    return best[0] if best else None


def _size(args: tuple[Any, ...]) -> tuple[int, int]:
    return sum(t.numel() for t in tensors_in(args)), len(literal(args))
