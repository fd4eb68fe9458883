"""What a result holds is looked at before anything is computed with it."""

import time
import tracemalloc

import pytest
import torch

from autograder.checks import CheckFailed, agree, assert_gradcheck, assert_raises, gradients
from autograder.remote import wire
from autograder.remote.executor import Executor
from autograder.remote.extent import ELEMENTS, TENSORS, Extent, TooLarge, assert_within, limit_for
from autograder.remote.inplace import inplace
from autograder.remote.student import Student, SubmissionCrashed


def student_with(**namespace):
    return Student(Executor(namespace))


def grown(X):
    X.data = torch.zeros(8_000_000, dtype=X.dtype)
    return [X] * 120


def repeated(X):
    return [X] * 40_000


def nested(X, box):
    box[:] = [X] * 2000
    return [box] * 2000


class Forging:
    """Says that the list, the second of the arguments, holds itself."""

    def answer(self, packet):
        return wire.Packet(wire.Returned(wire.SameV(1), changed=[wire.Change(wire.ListV([wire.SameV(1)]), index=1)]))


def test_each_occurrence_counts():
    X = torch.ones(1000)
    assert_within([[X] * 10, {"a": (X, 1)}], Extent(11, 11_000, 20))
    for limit in (Extent(10, 11_000, 20), Extent(11, 10_999, 20), Extent(11, 11_000, 10)):
        with pytest.raises(TooLarge):
            assert_within([[X] * 10, {"a": (X, 1)}], limit)


def test_a_result_without_elements_is_as_large_as_its_sum():
    for shape in ((2**36, 0), (0, 2**36), (2**20, 0, 2**20)):
        with pytest.raises(TooLarge):
            assert_within(torch.empty(shape), limit_for([torch.ones(3)]))
        with pytest.raises(SubmissionCrashed):
            student_with(empty=lambda X, shape=shape: torch.empty(shape)).empty(torch.ones(3))
    assert_within(torch.empty(3, 0, 5), limit_for([torch.ones(3)]))


def test_a_result_may_hold_what_large_arguments_hold_and_more():
    assert limit_for([torch.empty(ELEMENTS)]).elements == 16 * ELEMENTS
    assert limit_for([]).tensors == TENSORS


@pytest.mark.parametrize("call", [grown, repeated])
def test_a_result_that_repeats_a_tensor_is_refused_before_it_is_computed_with(call):
    X = torch.ones(2, 3, dtype=torch.float64, requires_grad=True)
    student = student_with(f=call)
    started = time.process_time()
    tracemalloc.start()
    for check in (
        lambda: gradients(student.f, X),
        lambda: assert_gradcheck(student.f, X),
        lambda: assert_raises(student.f, X),
        lambda: agree(student, Student(Executor({"f": torch.exp})), lambda ns, X: ns.f(X), X),
    ):
        with pytest.raises(SubmissionCrashed, match="the result holds"):
            check()
    tracemalloc.stop()
    assert time.process_time() - started < 20


@pytest.mark.parametrize(
    ("student", "words"),
    [(student_with(f=nested), "the result holds"), (Student(Forging()), "holds itself")],
    ids=["many times", "itself"],
)
def test_a_list_that_a_call_fills_counts_too(student, words):
    X = torch.ones(2)
    with pytest.raises(SubmissionCrashed, match=words):
        student.f(X, [])
    with pytest.raises(SubmissionCrashed, match=words):
        inplace(student.f)(X, [])


def test_gradcheck_asks_for_no_more_gradients_than_the_arguments_explain():
    X = torch.ones(2, dtype=torch.float64, requires_grad=True)
    with pytest.raises(CheckFailed, match=r"not checked: the result holds .* for arguments of 2 elements"):
        assert_gradcheck(student_with(f=lambda X: X.sum() * torch.ones(5000, dtype=X.dtype)).f, X)
