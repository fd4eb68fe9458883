"""Whose work an answer is, is looked at in each test that it passes."""

import os
import subprocess
import sys
import threading
from types import SimpleNamespace

import pytest
import torch

from autograder.grading.tests import ExerciseTests, counted_results
from autograder.remote import wire
from autograder.remote.executor import Executor
from autograder.remote.student import Student, SubmissionCrashed

CONTRACT = """\
from autograder.checks.contract import OwnWork, function


def arguments(rng, n=4, q=7):
    return (rng.normal(n, q),)


contract = function(
    "softmax(X)",
    lambda ns, X: ns.softmax(X),
    arguments,
    sizes=[{"n": 1}],
    own_work=OwnWork(names=("softmax",), ops=("_softmax",)),
)
"""
PUBLIC = """\
from autograder.checks import points


@points(1, "it returns something")
def test_something(student, rng):
    assert student.softmax(rng.normal(2, 2)) is not None
"""
# The second test's own function does what no answer may.
HIDDEN = """\
import torch

from autograder.checks import inside, points


@points(1, "a row sums to one")
def test_sum(student, rng):
    assert abs(float(student.softmax(rng.normal(1, 3)).sum()) - 1) < 1e-5


@inside
def softmax_of(softmax, X):
    return softmax(torch.softmax(X, dim=1))


@points(1, "probabilities have probabilities")
def test_twice(student, rng):
    assert abs(float(softmax_of(student, student.softmax, rng.normal(1, 3)).sum()) - 1) < 1e-5


@inside
def slope_of(softmax, X):
    X.requires_grad_()
    softmax(X)[:, 0].sum().backward()
    return X.grad


@points(1, "slopes of a row sum to zero")
def test_slope(student, rng):
    assert abs(float(slope_of(student, student.softmax, rng.normal(1, 3)).sum())) < 1e-5
"""


def right(X):
    powers = (X - X.max(1, keepdim=True).values).exp()
    return powers / powers.sum(1, keepdim=True)


def right_row_by_row(X):
    """The gradient of `X[i]` is an operator of no family."""
    return torch.stack([right(X[i].reshape(1, -1))[0] for i in range(len(X))])


def wrong_and_own(X):
    return right(X) if len(X) == 1 else X.exp()


def right_and_torchs(X):
    return torch.distributions.Categorical(logits=X).probs if len(X) in (1, 2) else right(X)


def torchs_alone(X):
    return torch.softmax(X, 1)


def wrong_and_torchs(X):
    return torch.distributions.Categorical(logits=X).probs if len(X) == 1 else X.exp()


@pytest.fixture(scope="module")
def graders(tmp_path_factory):
    folder = tmp_path_factory.mktemp("graders") / "softmax"
    folder.mkdir()
    (folder / "contract.py").write_text(CONTRACT)
    (folder / "test_public.py").write_text(PUBLIC)
    (folder / "test_hidden.py").write_text(HIDDEN)
    return ExerciseTests([folder])


def verdicts(graders, answer, backend=None):
    source = "def softmax(X): ..."
    backend = backend or Executor({"softmax": answer})
    outcomes = graders.run("softmax", backend, source, SimpleNamespace(softmax=right))
    return {result.id: str(result.verdict) for result in counted_results(outcomes)}, {
        outcome.result.id: outcome.result.words for outcome in outcomes
    }


def test_a_wrong_answer_keeps_what_its_own_formula_passes(graders) -> None:
    came, _ = verdicts(graders, wrong_and_own)
    assert (came["test_values"], came["test_own_work"]) == ("failed", "failed")
    assert (came["test_sum"], came["test_twice"]) == ("passed", "passed")


def test_what_torch_passes_for_it_does_not_count(graders) -> None:
    came, words = verdicts(graders, wrong_and_torchs)
    assert came["test_sum"] == "failed"
    assert "softmax is to be written" in words["test_sum"]


def test_what_torch_passes_for_an_answer_that_is_right_elsewhere_does_not_count_either(graders) -> None:
    came, words = verdicts(graders, right_and_torchs)
    assert (came["test_values"], came["test_own_work"]) == ("passed", "passed")
    assert (came["test_sum"], came["test_something"]) == ("failed", "failed")
    assert "softmax is to be written" in words["test_sum"]


def test_who_calls_torchs_own_everywhere_keeps_the_public_tests(graders) -> None:
    came, words = verdicts(graders, torchs_alone)
    assert (came["test_own_work"], came["test_values"], came["test_something"]) == ("failed", "failed", "passed")
    assert words["test_values"] == ""


def test_a_backward_pass_of_the_tests_own_is_nobodys(graders) -> None:
    came, words = verdicts(graders, right_row_by_row)
    assert set(came.values()) == {"passed"}, words
    assert verdicts(graders, right_and_torchs)[0]["test_slope"] == "failed"


def test_where_the_test_itself_uses_torchs_own_nothing_can_be_seen(graders) -> None:
    came, _ = verdicts(graders, wrong_and_own)
    assert came["test_twice"] == "passed"
    assert verdicts(graders, right)[0].items() >= {("test_own_work", "passed"), ("test_twice", "passed")}


def in_a_thread(function, X):
    results = []
    thread = threading.Thread(target=lambda: results.append(function(X)))
    thread.start()
    thread.join()
    return results[0]


def test_what_runs_in_a_thread_that_nobody_expected_is_seen_when_the_test_runs_again(graders) -> None:
    calls = []

    def answer(X):
        calls.append(X)
        return in_a_thread(torchs_alone, X) if len(X) in (1, 2) else right(X)

    came, words = verdicts(graders, answer, Executor({"softmax": answer}, all_threads=True))
    assert (came["test_own_work"], came["test_values"], came["test_sum"]) == ("passed", "passed", "failed")
    assert "ran in another thread" in words["test_sum"]
    assert len(calls) > len(calls_of(graders, right_and_torchs))  # the test in which the thread was met ran twice


def calls_of(graders, answer):
    calls = []
    verdicts(graders, lambda X: calls.append(X) or answer(X))
    return calls


@pytest.mark.parametrize("always", [False, True])
def test_an_answer_that_says_again_and_again_that_it_was_not_recorded_fails(graders, always) -> None:
    class Evasive(Executor):
        def answer(self, packet):
            traced = isinstance(packet.message, wire.Call) and packet.message.trace
            return wire.Packet(wire.Unrecorded()) if traced or always else super().answer(packet)

    came, words = verdicts(graders, None, Evasive({"softmax": right}))
    assert "passed" not in came.values()
    assert "grader_error" not in came.values()
    assert "a thread of its own worked beside it" in words["test_values"]


def test_a_call_that_nobody_traces_cannot_be_unrecorded(graders) -> None:
    class Evasive(Executor):
        def answer(self, packet):
            return wire.Packet(wire.Unrecorded())

    with pytest.raises(SubmissionCrashed):
        Student(Evasive({"softmax": right})).softmax(torch.ones(2, 2))


ALONE = """
import threading
import torch
from autograder.remote.threads import OtherThreads

others = OtherThreads()
for _ in range(1000):
    others.begin()
    (torch.ones(10) + 1).sum()
    others.end()
assert not others.seen
others.begin()
thread = threading.Thread(target=int)
thread.start()
thread.join()
others.end()
assert others.seen
"""


def test_a_thread_that_has_ended_is_noticed_and_ones_own_work_is_not() -> None:
    subprocess.run([sys.executable, "-c", ALONE], check=True, env={**os.environ, "OMP_NUM_THREADS": "1"})
