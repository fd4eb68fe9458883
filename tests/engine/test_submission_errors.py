"""What a learner reads of errors that torch raised in the submission."""

import pytest
import torch

from autograder.grading.reference import run_answer
from autograder.remote.executor import Executor
from autograder.remote.student import Student, SubmissionError


def student(source: str) -> Student:
    return Student(Executor(run_answer("erring", f"import torch\n{source}").namespace), source)


def test_a_change_in_place_of_ones_own_intermediate_result_says_what_to_do() -> None:
    X = torch.ones(2, requires_grad=True)
    Y = student("def f(X):\n    E = X.exp()\n    E /= E.sum()\n    return E\n").f(X)
    with pytest.raises(SubmissionError, match="make a new tensor there") as raised:
        torch.autograd.grad(Y.sum(), X)
    assert "set_detect_anomaly" not in str(raised.value)


def test_a_change_in_place_of_an_argument_says_what_to_do() -> None:
    with pytest.raises(SubmissionError, match="work on a new tensor"):
        student("def f(X):\n    X -= 1\n    return X\n").f(torch.ones(2, requires_grad=True))


def test_other_errors_are_torchs_own_words() -> None:
    with pytest.raises(SubmissionError) as raised:
        student("def f(X):\n    raise ValueError('of mine')\n").f(torch.ones(2))
    assert str(raised.value).startswith("ValueError: of mine")
