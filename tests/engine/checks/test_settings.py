"""In which setting a submission is right: the first that agrees, each tried once."""

from typing import Any

import torch

from autograder.checks.settings import Setting, where_right
from autograder.grading.reference import run_answer
from autograder.remote.executor import Executor
from autograder.remote.student import Student

REFERENCE = "def f(a, b):\n    return a - b\n"
X, Y = torch.tensor([1.0, 2.0]), torch.tensor([3.0, 5.0])


def as_it_is(ns: Any, a: torch.Tensor, b: torch.Tensor) -> Any:
    return ns.f(a, b)


def settings(reference: Any) -> list[Setting]:
    def turned(ns: Any, a: torch.Tensor, b: torch.Tensor) -> Any:
        return ns.f(a, b) if ns is reference else ns.f(b, a)

    return [
        Setting("all", as_it_is, lambda a, b: (a, b)),
        Setting("turned", turned, lambda a, b: (a, b)),
        Setting("first", as_it_is, lambda a, b: (a, torch.zeros_like(b))),
    ]


def found(source: str) -> tuple[str, list[torch.Tensor]]:
    reference = run_answer("reference", REFERENCE).as_reference()
    student = Student(Executor(run_answer("submission", source).namespace), source)
    setting = where_right(student, reference, settings(reference), X, Y)
    return setting.name, list(setting.simplified(X, Y))


def test_a_right_submission_is_asked_as_it_is() -> None:
    assert found("def f(a, b):\n    return -b + a\n")[0] == "all"


def test_a_slip_is_passed_over_by_another_order_or_by_arguments_that_are_zero() -> None:
    assert found("def f(a, b):\n    return b - a\n")[0] == "turned"
    name, (a, b) = found("def f(a, b):\n    return a + b\n")
    assert name == "first"
    assert torch.equal(a, X)
    assert not b.any()


def test_what_is_right_nowhere_is_asked_as_it_should_be() -> None:
    assert found("def f(a, b):\n    return a * 0\n")[0] == "all"
    assert found("def f(a, b):\n    raise ValueError('no')\n")[0] == "all"


def test_each_setting_is_tried_once_for_a_submission() -> None:
    source = "calls = []\n\ndef f(a, b):\n    calls.append(a)\n    return b - a\n"
    reference = run_answer("reference", REFERENCE).as_reference()
    namespace = run_answer("submission", source).namespace
    student = Student(Executor(namespace), source)
    for _ in range(3):
        assert where_right(student, reference, settings(reference), X, Y).name == "turned"
    assert len(namespace["calls"]) == 2
