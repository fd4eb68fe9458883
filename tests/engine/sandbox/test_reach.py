"""What is judged is what a name stood for when its check was reached."""

import pytest
import torch

from autograder.remote import wire
from autograder.remote.executor import Executor
from autograder.remote.student import MissingName, Student


def first(X):
    return X + 1


def second(X):
    return X + 2


def reached(namespace, name="f"):
    executor = Executor(namespace)
    assert executor.answer(wire.Packet(wire.Reach(name))).message == wire.Done()
    return executor


def test_a_name_that_is_exchanged_later_means_what_it_meant():
    namespace = {"f": first}
    executor = reached(namespace)
    namespace["f"] = second
    assert Student(executor).f(torch.zeros(1)).item() == 1
    executor.answer(wire.Packet(wire.Reach("f")))
    assert Student(executor).f(torch.zeros(1)).item() == 2


def test_a_function_whose_code_is_exchanged_later_runs_the_code_that_it_had():
    def f(X, *, by=1):
        return X + by

    executor = reached({"f": f})
    f.__code__, f.__kwdefaults__ = second.__code__, {"by": 5}
    assert Student(executor).f(torch.zeros(1)).item() == 1


def test_a_name_that_is_bound_only_later_is_missing():
    namespace = {}
    executor = reached(namespace)
    namespace["f"] = first
    with pytest.raises(MissingName):
        Student(executor).f(torch.zeros(1))


def test_recursion_globals_and_attributes_of_a_function_work_as_before():
    names = {}
    exec(
        "calls = 0\n"
        "def f(n):\n"
        "    global calls\n"
        "    calls += 1\n"
        "    f.last = n\n"
        "    return 0 if n == 0 else n + f(n - 1)\n",
        names,
    )
    assert Student(reached(names)).f(4) == 10
    assert names["calls"] == 5
    assert names["f"].last == 0
