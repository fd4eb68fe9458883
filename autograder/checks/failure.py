"""What a check raises when it does not hold."""

from __future__ import annotations

from typing import NoReturn

from autograder.report.message import Message, message


class CheckFailed(AssertionError):
    """A check of a submission did not hold: the learner's fault, unlike any other exception of a test.

    `message` says what was expected and what came; `counterexample` is Python that shows it.
    """

    def __init__(self, message: Message, counterexample: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.counterexample = counterexample


class Unproven(CheckFailed):
    """An essential test that can only be taken of right values, and found others."""


def fail(template: str, counterexample: str | None = None, /, **values: object) -> NoReturn:
    """Fails the check. The template is what is always said, `{name}` in it one of the values:

    fail("{of} has shape {came}, but should have shape {due}", of=of, came=came, due=due)
    """
    __tracebackhide__ = True
    raise CheckFailed(message(template, **values), counterexample)
