"""Whatever a submission gives as the answer of a quiz, each question has a verdict, and nonsense is never right."""

import math
import time

import pytest
import torch
from arena import REPOSITORY

from autograder.course.load import load
from autograder.quiz.grade import grade_quiz
from autograder.quiz.questions import load as questions
from autograder.remote.executor import Executor
from autograder.report.model import Verdict

QUIZZES = [quiz for assignment in load(REPOSITORY / "course.yml").assignments for quiz in assignment.quizzes]


class Everything:
    """Equal to everything, of any length."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]

    def __len__(self) -> int:
        return 2**31 - 1

    def __getitem__(self, key: object) -> "Everything":
        return self

    def __float__(self) -> float:
        return 0.5


def cyclic() -> list[object]:
    made: list[object] = []
    made.append(made)
    return made


NONSENSE = {
    "an object": Everything(),
    "objects": [Everything(), [Everything()]],
    "a cycle": cyclic(),
    "a formula in brackets": "[" + "-" * 480 + "1]",
    "a deep formula": "-" * 499,
    "a long formula": "x*" * 100_000 + "1",
    "a tower of powers": "9**9**9**9**9**9",
    "a whole number beyond every float": "9" * 400,
    "a call": "__import__('os').system('true')",
    "an attribute": "x.__class__.__mro__",
    "a format": "%s%n{0.__class__}{x!r}",
    "markup": "<script>alert(1)</script>\x1b[2J",
    "a huge size": (1 << 20_000, 3),
    "a huge number": 1 << 20_000,
    "sizes without end": (1,) * 100_000,
    "nan": math.nan,
    "nans": [[math.nan, math.inf]],
    "infinity": math.inf,
    "a dict": {"right": True},
    "fractions beside each other": "\u00bd" * 490,
    "brackets without numbers": [[[[]] * 1000] * 20],
    "letters that unfold": "\ufdfa" * 100_000,
    "thousands of formulas": ["1+1"] * 20_000,
    "bytes": b"a",
    "true": True,
    "a negative shape": (-1, -1),
}


@pytest.mark.parametrize("quiz", QUIZZES, ids=lambda quiz: quiz.id)
@pytest.mark.parametrize("name", NONSENSE)
def test_nonsense_is_wrong_and_nobody_elses_fault(quiz, name: str):
    class Always(dict):  # every question has this answer
        def __contains__(self, key: object) -> bool:
            return True

        def __missing__(self, key: str) -> object:
            return NONSENSE[name]

    report = grade_quiz(quiz, Executor(Always()))
    assert report.score == 0
    assert Verdict.GRADER_ERROR not in {test.verdict for test in report.tests}
    assert all(len(test.words) <= 4000 for test in report.tests)


WRONG = {"number": -12345.5, "shape": (91, 92, 93), "tensor": [[-7.5]], "order": "a", "expression": "7"}
NUMBERS = {
    "a number of a hundred thousand bits": {"H": 1 << 100_000},
    "one for a name": {1 << 100_000: 1},
    "tensors": {"H": [torch.zeros(1)] * 5000},
}


@pytest.mark.parametrize("shown", NUMBERS)
def test_whatever_numbers_a_notebook_shows_the_answer_is_graded_and_soon(shown: str):
    """They are told to who answered with numbers of another learner."""
    quiz = next(quiz for quiz in QUIZZES if any(question.variants for question in questions(quiz.questions).questions))
    kinds = {question.id: question.form.kind for question in questions(quiz.questions).questions}

    class Shown(dict):
        def __contains__(self, key: object) -> bool:
            return True

        def __missing__(self, key: str) -> object:
            if key.endswith("_numbers"):
                return NUMBERS[shown]
            return "ada" if key == "learner" else WRONG.get(kinds[key], "a")

    start = time.process_time()
    report = grade_quiz(quiz, Executor(Shown()))
    assert time.process_time() - start < 5
    assert "which are not the numbers of ada" in str([test.words for test in report.tests])
