"""What a submission does to its arguments stays on its side, unless a test allows it."""

from types import SimpleNamespace

import pytest
import torch

from autograder.checks import CheckFailed, agree, assert_close, assert_unmodified, gradients
from autograder.grading.reference import Unaltered
from autograder.remote.executor import Executor
from autograder.remote.inplace import WrittenBySubmission, inplace
from autograder.remote.student import Student, SubmissionError


def student_with(**namespace):
    return Student(Executor(namespace))


def overwrite(X, states, options):
    X.data.mul_(3)
    states[0].zero_()
    states.append("more")
    options["t"] = 7
    return X, states, options


def test_a_call_changes_nothing_that_it_was_given():
    X, state = torch.ones(2), torch.ones(3)
    states, options = [state], {"t": 1}
    student_with(f=overwrite).f(X, states, options)
    assert (X.tolist(), state.tolist(), states, options) == ([1, 1], [1, 1, 1], [state], {"t": 1})


def test_arguments_that_are_returned_changed_come_back_changed_beside_the_arguments():
    X, state = torch.ones(2), torch.ones(3)
    Y, states, options = student_with(f=overwrite).f(X, [state, X], {"t": 1})
    assert Y is not X
    assert Y.tolist() == [3, 3]
    assert states[0].tolist() == [0, 0, 0]
    assert states[1] is Y
    assert states[2] == "more"
    assert options == {"t": 7}


def test_a_list_that_is_returned_holds_what_the_call_made_of_its_tensors():
    def f(params, options):
        params[0].zero_()
        return params, options

    X = torch.ones(2)
    params, options = student_with(f=f).f([X], {"pair": (X, 1)})
    assert params[0].tolist() == [0, 0]
    assert options["pair"] == (params[0], 1)
    assert X.tolist() == [1, 1]


def test_the_gradient_of_a_changed_argument_that_is_returned_is_the_results():
    def f(X):
        X.data *= 3
        return X

    X = torch.ones(2, requires_grad=True)
    (gradient,) = torch.autograd.grad(student_with(f=f).f(X).sum(), X)
    assert gradient.tolist() == [1, 1]
    assert X.tolist() == [1, 1]


def test_an_argument_of_another_shape_or_dtype_stays_as_it_was():
    def f(X):
        X.data = X.data[:1].double()
        return X

    X = torch.ones(3, requires_grad=True)
    assert student_with(f=f).f(X).shape == (1,)
    assert (X.shape, X.dtype) == ((3,), torch.float32)


def test_a_gradient_that_is_switched_off_or_zeroed_stays_as_it_was():
    def f(p):
        p.grad.zero_()
        p.requires_grad_(False)
        raise ValueError

    p = torch.ones(2, requires_grad=True)
    p.grad = torch.ones(2)
    with pytest.raises(SubmissionError):
        student_with(f=f).f(p)
    assert p.requires_grad
    assert p.grad.tolist() == [1, 1]


def test_inplace_opens_the_arguments_of_that_call_and_no_tensor_of_a_closure():
    student = student_with(f=lambda X, Y: (X.zero_(), Y.zero_()))
    X, Y = torch.ones(2), torch.ones(2)
    inplace(lambda X: student.f(X, Y))(X)
    assert X.tolist() == [0, 0]
    assert Y.tolist() == [1, 1]
    student.f(Y, X.clone())
    assert Y.tolist() == [1, 1]


def test_a_change_is_found_in_a_closure_too_and_not_made():
    student = student_with(f=lambda X: X.zero_())
    X = torch.ones(2)
    with pytest.raises(CheckFailed, match="changed its argument"):
        assert_unmodified(lambda X: student.f(X), X)
    assert X.tolist() == [1, 1]


def test_the_rounding_of_the_reference_is_measured_on_arguments_as_they_were():
    batch = torch.rand(50)  # in no argument, so that agree() makes no copy of it

    def ruin(X, scale):
        X.data.fill_(1e30)
        return torch.full((), 30.0)

    reference = SimpleNamespace(f=lambda X, scale: (X * scale).sum())
    for call in (lambda ns, scale: ns.f(batch, scale), lambda ns, scale: gradients(ns.f, batch, scale)):
        with pytest.raises(CheckFailed):
            agree(student_with(f=ruin), reference, call, torch.ones((), requires_grad=True))
    assert float(batch.max()) <= 1


def test_what_a_submission_has_written_is_refused_by_the_reference_and_as_an_expected_value():
    X = torch.ones(2)
    inplace(student_with(f=lambda X: X.zero_().sum()).f)(X)
    with pytest.raises(WrittenBySubmission, match="the reference's f is given"):
        Unaltered(SimpleNamespace(f=torch.exp)).f([X])
    with pytest.raises(WrittenBySubmission, match="expected is"):
        assert_close(torch.zeros(2), {"a": X}["a"])
    assert Unaltered(SimpleNamespace(f=torch.exp)).f(torch.zeros(2)).tolist() == [1, 1]


@pytest.mark.parametrize("index", [0, 3, -1])
def test_a_change_of_something_else_is_no_answer(index):
    from autograder.remote import wire
    from autograder.remote.student import SubmissionCrashed

    class Forging:
        def answer(self, packet):
            return wire.Packet(wire.Returned(None, changed=[wire.Change(wire.ListV([]), index=index)]))

    with pytest.raises(SubmissionCrashed):
        Student(Forging()).f(torch.ones(2))
