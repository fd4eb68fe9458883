"""What is asked of every optimiser that makes one step in place: each test notices its own fault and says so."""

import inspect
import re
from types import SimpleNamespace

import pytest
import torch

from autograder.checks import agree
from autograder.checks.contract import writes
from autograder.checks.failure import CheckFailed
from autograder.checks.optimisers import Optimiser, given
from autograder.checks.rng import Rng
from autograder.remote.executor import Executor
from autograder.remote.student import Student

OPTIMISER = Optimiser("scaled", {"s": 2, "steps": 2})


def scaled(params, states, hyperparams, zero=True, record=False, last=True):
    """AdaGrad without eps, which keeps its last step."""
    with torch.set_grad_enabled(record):
        for p, (s, steps) in zip(params, states, strict=True):
            if p.grad is None:
                continue
            s += p.grad**2
            step = hyperparams["lr"] * p.grad / s.sqrt()
            if last:
                steps.copy_(step)
            p.data -= step
    for p in params:
        if zero and p.grad is not None:
            p.grad.zero_()


def arguments(rng, count=2, n=3, d=2, lr=0.1):
    return *OPTIMISER.drawn(rng, count, n, d, 1.0), {"lr": lr}


CONTRACT = writes(OPTIMISER.of, OPTIMISER.parameters, arguments)
REFERENCE = SimpleNamespace(scaled=scaled)


def run(test, answer, student=None):
    known = {"student": student or SimpleNamespace(scaled=answer), "reference": REFERENCE, "rng": Rng("an optimiser")}
    test(*(known[name] for name in inspect.signature(test).parameters))


@pytest.mark.parametrize("make", [OPTIMISER.zeroed, OPTIMISER.in_a_row, OPTIMISER.learning_on])
def test_a_right_step_passes_and_gradients_may_be_none(make):
    def with_none(params, states, hyperparams):
        scaled(params, states, hyperparams)
        for p in params:
            p.grad = None

    for answer in (scaled, with_none):
        run(make(CONTRACT), answer, Student(Executor({"scaled": answer})))


def test_gradients_that_are_left_are_noticed():
    with pytest.raises(CheckFailed, match=re.escape("params[0].grad")):
        run(OPTIMISER.zeroed(CONTRACT), lambda *args: scaled(*args, zero=False))


def test_a_backward_pass_adds_to_what_was_left():
    with pytest.raises(CheckFailed, match="after three steps, params"):
        run(OPTIMISER.in_a_row(CONTRACT), lambda *args: scaled(*args, zero=False))


def test_parameters_that_learn_no_more_and_recorded_states_are_noticed():
    def frozen(params, states, hyperparams):
        scaled(params, states, hyperparams)
        params[1].requires_grad_(False)

    def recorded(params, states, hyperparams):
        scaled(params, states, hyperparams)
        states[0][1].requires_grad_()

    with pytest.raises(CheckFailed, match=re.escape("params[1].requires_grad is False")):
        run(OPTIMISER.learning_on(CONTRACT), frozen)
    with pytest.raises(CheckFailed, match=re.escape("states[0] requires a gradient")):
        run(OPTIMISER.learning_on(CONTRACT), recorded)


def test_each_slot_is_looked_at_by_its_name():
    student, args = SimpleNamespace(scaled=lambda *args: scaled(*args, last=False)), arguments(Rng("slots"))
    agree(student, REFERENCE, OPTIMISER.kept("s"), *args)
    with pytest.raises(CheckFailed):
        agree(student, REFERENCE, OPTIMISER.kept("steps"), *args)


def test_a_slot_that_does_not_fit_is_shown_by_the_value_itself():
    values = [torch.zeros(2), torch.ones(3)]
    found = given([torch.ones(2), torch.ones(1)], values, torch.add)
    assert found[0].tolist() == [1, 1]
    assert found[1] is values[1]
