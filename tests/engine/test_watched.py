"""Whose work an answer is, is looked at in each test that it passes."""

from types import SimpleNamespace

import pytest
import torch

from autograder.grading.tests import ExerciseTests, counted_results
from autograder.remote.executor import Executor

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


def verdicts(graders, answer):
    source = "def softmax(X): ..."
    outcomes = graders.run("softmax", Executor({"softmax": answer}), source, SimpleNamespace(softmax=right))
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
