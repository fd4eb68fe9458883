"""Exercises and quizzes that grade themselves: what a notebook imports.

Importing this package loads nothing else; `check` and `quiz` load what they need when they are called.
"""

from __future__ import annotations

import sys

__all__ = ["check", "quiz"]


def check(exercise: object) -> None:
    """Run the public tests of an exercise on your function or class: `check(softmax)`.

    Shows a table of what was checked. Raises an error of one line when a check does not hold. Grading checks more.
    """
    from autograder.checking import run

    run(exercise, sys._getframe(1).f_globals)


def quiz(name: str) -> None:
    """Say which answers of a quiz are complete and of the right kind: `quiz("softmax_quiz")`.

    Never says whether an answer is right; that is what grading is for. Raises an error of one line when one is missing.
    """
    from autograder.quizzing import run

    run(name, sys._getframe(1).f_globals)
