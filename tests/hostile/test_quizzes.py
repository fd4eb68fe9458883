"""Whatever a submission gives as the answer of a quiz, each question has a verdict, and nonsense is never right."""

import math

import pytest
from arena import REPOSITORY

from autograder.course.load import load
from autograder.quiz.grade import grade_quiz
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
