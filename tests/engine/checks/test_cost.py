"""The cost of an answer, counted in operators: loops pass, loops within loops over the same thing do not."""

import pytest
import torch

from autograder.checks import CheckFailed, assert_cost
from autograder.grading.reference import run_answer
from autograder.remote.executor import Executor
from autograder.remote.student import Student, SubmissionError

CONSTANT = "return X * 2"
LINEAR = "return torch.stack([x * 2 for x in X.flatten()])"
BY_CHANCE = "return torch.stack([x * 2 if torch.rand(1) < 0.5 else x for x in X.flatten()])"
QUADRATIC = "return torch.stack([x / sum(X.flatten()) for x in X.flatten()])"
QUADRATIC_AFTER_MUCH_ELSE = "for _ in range(50): X = X + 0\n    return torch.stack([x * y for x in X[0] for y in X[0]])"


IN_A_THREAD = """import threading
    found = []
    thread = threading.Thread(target=lambda: found.append([x * y for x in X[0] for y in X[0]]))
    thread.start()
    thread.join()
    return torch.stack(found[0])"""
IN_A_SCRIPT = """return torch.jit.CompilationUnit('''
def double(x):
    total = x.sum()
    for i in range(x.numel()):
        for j in range(x.numel()):
            total = total + x[0, i] * x[0, j]
    return total
''').double(X)"""
HIDDEN = """with torch._C._DisableTorchDispatch():
        return torch.stack([x * y for x in X[0] for y in X[0]])"""


def student_with(body):
    source = f"import torch\n\ndef double(X):\n    {body}\n"
    executor = Executor(run_answer("double", source).namespace, all_threads=True)
    executor._others.seen = True  # as when the test runs again
    return Student(executor, source)


def double(ns, X):
    return ns.double(X)


def check(body, columns=8):
    small, large = torch.ones(1, columns), torch.ones(1, 16 * columns)
    assert_cost(student_with(body), double, (small,), (large,), factor=16, of="double(X)")


@pytest.mark.parametrize("body", [CONSTANT, LINEAR, BY_CHANCE])
def test_a_loop_over_the_elements_is_fine(body):
    check(body)


@pytest.mark.parametrize("body", [QUADRATIC, QUADRATIC_AFTER_MUCH_ELSE, IN_A_THREAD, IN_A_SCRIPT, HIDDEN])
def test_going_through_all_of_them_for_each_is_not(body):
    with pytest.raises(CheckFailed, match="an input 16 times as large"):
        check(body)


def test_the_answers_own_exceptions_pass_through():
    with pytest.raises(SubmissionError, match="modulo by zero"):
        check("return X / (1 // 0)")


def test_nothing_costs_nothing_and_earns_nothing():
    with pytest.raises(CheckFailed, match="the result is None, but should be a tensor"):
        check("X * 2")
