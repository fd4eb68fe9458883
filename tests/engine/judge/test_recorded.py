"""Of many recorded calls, those that are replayed, and when their order counts."""

from functools import partial

import pytest
import torch
from torch import nn

from autograder.checks import inside
from autograder.grading.answers import KnownAnswer
from autograder.grading.diagnosis import diagnose
from autograder.grading.recorded import FIRST, LAST, chosen
from autograder.grading.replay import Replay
from autograder.grading.tests import Outcome
from autograder.remote.executor import Executor
from autograder.remote.student import Student, records_of, unseeded
from autograder.report.model import TestResult, Verdict


@inside
def doubled(x):
    return x * 2


@inside
def squared(f, x):
    return f(x) ** 2


def double(x):
    return x * 2


def recorded(calls):
    student = Student(Executor({"f": double, "Net": nn.Linear}))
    calls(student)
    return records_of(student)


def replayed(records):
    return all(map(Replay(Executor({"f": double, "Net": nn.Linear})).agrees, records))


def test_calls_that_stand_alone_are_left_out_in_the_middle():
    def calls(student):
        for i in range(200):
            squared(student, student.f, i)
        doubled(student, 3)

    some = chosen(recorded(calls))
    assert FIRST + LAST <= len(some) <= FIRST + LAST + 2
    assert [record.request.message.target.name for record in some] == ["squared"] * (len(some) - 1) + ["doubled"]
    assert replayed(some)


def test_calls_about_one_object_are_kept_together():
    def one(student):
        net = student.Net(2, 1)
        weight = net.weight
        with torch.no_grad():
            weight.fill_(2)
        net(torch.ones(1, 2))

    records = recorded(lambda student: [one(student) for _ in range(100)])
    some = chosen(records)
    assert FIRST + LAST <= len(some) < len(records)
    assert len(some) % 3 == 0
    assert replayed(some)


def test_random_numbers_that_go_on_leave_none_out():
    def calls(student):
        for i in range(100):
            student.f(i)
        with unseeded(student):
            student.f(1)

    assert len(chosen(recorded(calls))) == 101


DRAWS = '"""Draws."""\nimport torch\ndef f():\n    return torch.rand(2)\n'


@pytest.mark.parametrize("first", [Verdict.PASSED, Verdict.FAILED])
def test_a_diagnosis_does_not_reorder_calls_whose_random_numbers_go_on(tmp_path, first):
    namespace = {}
    exec(DRAWS, namespace)
    backend = Executor(namespace)
    outcomes = []
    for name, verdict in (("one", first), ("two", Verdict.FAILED if first is Verdict.PASSED else Verdict.PASSED)):
        student = Student(backend)
        if name == "one":
            student.f()
        else:
            with unseeded(student):
                student.f()
        result = TestResult(f"test_hidden::{name}", name, 1, "hidden", verdict, None, None)
        outcomes.append(Outcome(result, tuple(records_of(student))))
    failed = frozenset(o.result.name for o in outcomes if o.result.verdict is Verdict.FAILED)
    answer = KnownAnswer("draws", "wrong", "Draws.", "A hint.", failed, DRAWS, tmp_path / "wrong_draws.py")
    found = diagnose(outcomes, [answer])
    assert found is not None
    assert found.id == "draws"


def fitted(X, y):
    return torch.linalg.lstsq(X, y).solution


def solved(X, y, *, more=0.0):
    return torch.linalg.solve(X.T @ X + more * torch.eye(2, dtype=X.dtype), X.T @ y)


@pytest.mark.parametrize(("apart", "steady", "agrees"), [(1.0, False, True), (1e-5, False, False), (1e-5, True, True)])
def test_numbers_may_differ_by_what_the_answer_makes_of_rounding(apart, steady, agrees):
    """Of columns that are nearly the same, two ways to solve have some digits in common."""
    draw = torch.Generator().manual_seed(3)
    x, other, y = torch.randn(3, 20, 1, generator=draw, dtype=torch.float64)
    student = Student(Executor({"f": fitted}))
    student.f(torch.cat([x, x + apart * other], dim=1), y)
    [record] = records_of(student)
    assert Replay(Executor({"f": solved}), steady=steady).agrees(record) is agrees
    for wrong in (partial(solved, more=0.01), lambda X, y: solved(X, y).requires_grad_(), lambda X, y: solved(X, -y)):
        assert not Replay(Executor({"f": wrong}), steady=steady).agrees(record)


def test_where_an_answer_does_not_move_no_difference_is_rounding():
    """Both round to float32 on the way, one of them twice: their digits differ, whatever those of the argument are."""
    student = Student(Executor({"f": lambda X: X.float().double() / 3}))
    student.f(torch.tensor([0.1, 0.7], dtype=torch.float64))
    [record] = records_of(student)
    assert not Replay(Executor({"f": lambda X: (X.float() / 3).double()}), steady=True).agrees(record)
