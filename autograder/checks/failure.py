"""What a check raises when it does not hold."""

from __future__ import annotations

from typing import NoReturn


class CheckFailed(AssertionError):
    """A check of a submission did not hold: the learner's fault, unlike any other exception of a test.

    `message` says what was expected and what came; `counterexample` is Python that shows it.
    """

    def __init__(self, message: str, counterexample: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.counterexample = counterexample


def fail(message: str, counterexample: str | None = None) -> NoReturn:
    __tracebackhide__ = True
    raise CheckFailed(message, counterexample)
