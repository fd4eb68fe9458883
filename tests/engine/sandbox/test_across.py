"""What is made and used on the submission's side, behind the wall."""

from collections.abc import Callable, Iterator

import pytest
import torch
from torch import nn

from autograder.checks import agree, filled, gradients, inside
from autograder.grading.reference import run_answer
from autograder.remote.student import Student
from autograder.sandbox.launcher import Warm
from autograder.sandbox.policy import Limits
from autograder.sandbox.session import Session

SOURCE = """
import torch
from torch import nn

def train_epoch(net, batches, loss, updater):
    for X, y in batches:
        updater.zero_grad()
        loss(net(X), y).backward()
        updater.step()

class Net(nn.Module):
    def __init__(self, {names}):
        super().__init__()
        self.{first}, self.{second} = nn.Linear(3, 4), nn.Linear(4, 2)
        self.shift = nn.Parameter(torch.zeros(2))

    def forward(self, X):
        return self.{second}(self.{first}(X).relu()) + self.shift
"""


def source(first: str, second: str) -> str:
    return SOURCE.format(names="*names", first=first, second=second)


@inside
def trained(train_epoch, net, X, y):  # type: ignore[no-untyped-def]
    train_epoch(net, [(X, y)] * 3, nn.functional.mse_loss, torch.optim.Adam(net.parameters()))


@inside
def names_of_the_submission(names):  # type: ignore[no-untyped-def]
    return [name for name in names if name in globals()]


Sides = Callable[[str], tuple[Student, object]]


@pytest.fixture
def sides(warm: Warm) -> Iterator[Sides]:
    """`sides(cell)`: a submission of that cell in the sandbox, and the reference."""
    sessions = []

    def run(cell: str) -> tuple[Student, object]:
        sessions.append(Session(warm, Limits()))
        sessions[-1].execute(cell)
        sessions[-1].reach("train_epoch")
        return Student(sessions[-1]), run_answer("reference", source("hidden", "output")).as_reference()

    yield run
    for session in sessions:
        session.close()


def test_a_net_is_filled_and_trained_there(sides: Sides) -> None:
    student, reference = sides(source("first", "last"))

    def after_training(ns, X, y):  # type: ignore[no-untyped-def]
        net, _, state = filled(ns, ns.Net(), X)
        trained(ns, ns.train_epoch, net, X, y)
        return state(), net(X)

    agree(student, reference, after_training, torch.randn(5, 3), torch.randn(5, 2))


def test_gradients_of_its_parameters_cross(sides: Sides) -> None:
    student, reference = sides(source("first", "last"))

    def all_gradients(ns, X):  # type: ignore[no-untyped-def]
        net, parameters, _ = filled(ns, ns.Net(), X)
        return gradients(lambda X, *_: net(X), X, *parameters)

    agree(student, reference, all_gradients, torch.randn(5, 3, requires_grad=True))


def test_functions_of_the_judge_do_not_see_the_submissions_names(sides: Sides) -> None:
    student, _ = sides(source("first", "last"))
    assert names_of_the_submission(student, ["train_epoch", "Net", "torch"]) == ["torch"]
