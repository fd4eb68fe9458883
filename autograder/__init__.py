"""Exercises and quizzes that grade themselves: what a notebook imports.

Importing this package loads next to nothing; `check` and the others load what they need when they are called.
"""

from __future__ import annotations

import sys
from typing import Any

from autograder.quiz.variants import numbers

__all__ = ["check", "hint", "mine", "numbers", "practice", "progress", "quiz"]


def check(exercise: object) -> None:
    """Run the public tests of an exercise on your function or class: `check(softmax)`.

    Shows a table of what was checked. Raises an error of one line when a check does not hold. Grading checks more.
    """
    from autograder.learner.check import run

    run(exercise, sys._getframe(1).f_globals)


def hint(exercise: object, number: int | None = None) -> None:
    """Show a hint for an exercise: `hint(softmax)` the next one, `hint(softmax, 1)` the first.

    They go from a nudge to a worked step. Raises an error of one line when there is none.
    """
    from autograder.learner.hint import run

    run(exercise, number, sys._getframe(1).f_globals)


def mine(name: str, otherwise: Any, assignment: str = "") -> Any:
    """Your own function or class from its notebook in this folder, to build on: `softmax = mine("softmax",
    torchs_softmax)`.

    With `assignment`, from its notebook in the folder of that assignment, beside this one. It must pass its public
    checks; until it does, `otherwise` stands in for it. A line says which of the two it is. Raises an error of one line
    for a name that no notebook of this folder asks for. While grading, it is always `otherwise`.
    """
    from autograder.learner.mine import run

    return run(name, otherwise, assignment)


def practice(name: str, /, **answers: object) -> None:
    """Say at once whether an answer is right, and why: `practice("warm_up", first="b")`. Nothing is counted or kept.

    Without an answer it shows the question's numbers, if it has any. Raises an error of one line for a quiz or question
    that is not there.
    """
    from autograder.learner.practice import run

    run(name, answers)


def progress() -> None:
    """Show what you have tried in this course, and what passes. It is kept in a file of your own, beside the start
    page."""
    from pathlib import Path

    from autograder.learner.progress import run

    run(Path.cwd())


def quiz(name: str, /, *learner: object, **forms: str) -> None:
    """Say which answers of a quiz are there and can be read. The quiz's notebook has the call, ready to run.

    Where numbers derive from the learner's id, that comes second: `quiz("my_quiz", learner, first="number")`.

    Never says whether an answer is right; that is what grading is for. Raises an error of one line when one is missing.
    """
    from autograder.learner.quiz import run

    run(name, learner, forms, sys._getframe(1).f_globals)
