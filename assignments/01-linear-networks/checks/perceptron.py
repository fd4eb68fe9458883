"""What a learner can run: the worked example after one, two and ten epochs, and what the contract says of the result."""

import torch

from autograder.checks import assert_close, assert_equal, assert_unmodified, fail, points


def learnt(student, device, num_epochs, least=2):
    X = torch.tensor([[2.0, 1.0], [1.0, 3.0], [0.0, 1.0]], device=device)
    came = student.perceptron(X, torch.tensor([1, 1, -1], device=device), num_epochs)
    if not isinstance(came, tuple | list) or not least <= len(came) <= 3:
        fail("perceptron returns {came}, but should return three things: (w, b, updates)", came=type(came).__name__)
    return came


def compared(student, device, num_epochs, w):
    came = learnt(student, device, num_epochs)[0]
    of = f"w of the worked example after {num_epochs} epochs"
    assert_close(came, torch.tensor(w, device=device), of=of, dtype=False)


@points(2, "the weights of the worked example after one epoch and after two")
def test_example(student, device):
    compared(student, device, 1, [2.0, 0.0])
    compared(student, device, 2, [2.0, -1.0])


@points(2, "the weights of the worked example when all examples are right")
def test_all_right(student, device):
    compared(student, device, 10, [3.0, 0.0])


@points(1, "the bias of the worked example, a tensor without dimensions")
def test_bias(student, device):
    for num_epochs, b in ((2, -1.0), (10, -2.0)):
        of = f"b of the worked example after {num_epochs} epochs"
        assert_close(learnt(student, device, num_epochs)[1], torch.tensor(b, device=device), of=of, dtype=False)


@points(1, "the corrections of the worked example are counted")
def test_updates(student, device):
    for num_epochs, updates in ((1, 2), (2, 3), (10, 6)):
        of = f"updates of the worked example after {num_epochs} epochs"
        assert_equal(learnt(student, device, num_epochs, least=3)[2], updates, of=of)


@points(1, "X and y are left as they were", requires_one_of=("test_example", "test_bias"))
def test_arguments_are_left_alone(student, rng):
    y = 2 * rng.integers(0, 2, (4,)) - 1
    assert_unmodified(student.perceptron, rng.normal(4, 2), y, 3, of="perceptron(X, y, 3)")
