"""The naming of the first place at which a submission differs."""

from types import SimpleNamespace

import pytest
import torch

from autograder.checks import CheckFailed, fail
from autograder.checks.search import without_search
from autograder.checks.stages import close, first_place, first_step, gradients_that_differ, naming, parallel
from autograder.remote.executor import Executor
from autograder.remote.student import Student, records_of

REFERENCE = SimpleNamespace(f=lambda x: x)


def student(function=lambda x: x + 1):
    return Student(Executor({"f": function}))


def middle(student, reference):
    return "the middle" if student.f(1) != reference.f(1) else None


def test_a_failure_in_the_block_has_the_place_in_its_message_and_keeps_its_counterexample() -> None:
    with pytest.raises(CheckFailed) as caught, naming(middle, student(), REFERENCE):
        fail("it is 2", "f(1)")
    assert str(caught.value) == "it is 2. First place that differs: the middle"
    assert caught.value.counterexample == "f(1)"


def test_no_place_is_named_where_none_differs() -> None:
    with pytest.raises(CheckFailed) as caught, naming(middle, student(lambda x: x), REFERENCE):
        fail("it is 2")
    assert str(caught.value) == "it is 2"


def test_nothing_is_probed_before_a_failure_nor_where_only_the_verdict_matters() -> None:
    def unwanted(student, reference):
        raise RuntimeError("probed")

    with naming(unwanted, student(), REFERENCE):
        pass
    with pytest.raises(CheckFailed), without_search(), naming(unwanted, student(), REFERENCE):
        fail("it is 2")


def test_a_submission_that_breaks_on_a_probe_has_no_place() -> None:
    def broken(x):
        raise ValueError(x)

    assert first_place(middle, student(broken), REFERENCE) is None


def test_the_probes_are_not_among_the_calls_that_are_recorded_and_draw_no_numbers() -> None:
    subject = student()
    subject.f(3)
    state = torch.get_rng_state()
    assert first_place(middle, subject, REFERENCE) == "the middle"
    assert len(records_of(subject)) == 1
    assert torch.equal(torch.get_rng_state(), state)


def test_the_probes_run_once_for_all_tests_of_one_submission() -> None:
    calls = []
    backend = Executor({"f": lambda x: calls.append(x) or x + 1})
    for _ in range(3):
        assert first_place(middle, Student(backend), REFERENCE) == "the middle"
    assert len(calls) == 1
    assert first_place(middle, Student(backend, "another source"), REFERENCE) == "the middle"
    assert len(calls) == 2


def test_close_allows_a_thousandth_of_the_largest_number_and_no_nan() -> None:
    expected = torch.tensor([100.0, 0.0])
    assert close(expected + 0.09, expected)
    assert not close(expected + 0.2, expected)
    assert not close(torch.full((2,), torch.nan), expected)
    assert not close(torch.zeros(1, 2), expected)


def test_parallel_is_any_multiple_but_none() -> None:
    expected = torch.tensor([1.0, -2.0, 3.0])
    assert parallel(-0.3 * expected, expected)
    assert not parallel(torch.zeros(3), expected)
    assert not parallel(expected.abs(), expected)
    assert not parallel(torch.full((3,), torch.nan), expected)


def test_the_first_step_that_differs_is_counted_from_one_and_later_ones_are_not_taken() -> None:
    def steps():
        yield torch.zeros(1)
        yield torch.ones(1)
        raise AssertionError("a step too many")

    assert first_step(steps(), iter(torch.zeros(3, 1))) == 2
    assert first_step(torch.zeros(3, 1), torch.zeros(3, 1)) is None


def test_gradients_are_named_by_part_unless_all_differ_or_none() -> None:
    one, two = torch.ones(1), 2 * torch.ones(1)
    found = gradients_that_differ([one, None, one, two], [one, one, one, one], ["X", "the gate", "the gate", "H"])
    assert found == "the gradient of the gate and H, while that of X agrees"
    assert gradients_that_differ([two, None], [one, one], ["X", "H"]) is None
    assert gradients_that_differ([one, one], [one, one], ["X", "H"]) is None
