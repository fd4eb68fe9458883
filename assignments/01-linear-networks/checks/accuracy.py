"""What a learner can run: the worked example, with scores and with labels, and the type of the result."""

import torch

from autograder.checks import assert_close, assert_equal, points

SCORES, Y = [[0.1, 0.3, 0.6], [0.3, 0.2, 0.5], [0.2, 0.7, 0.1]], [0, 2, 1]


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    came = student.accuracy(torch.tensor(SCORES, device=device), torch.tensor(Y, device=device))
    assert_close(came, 2.0, of=f"accuracy({SCORES}, {Y})")


@points(1, "predicted labels in place of scores give the same")
def test_predicted_labels(student, device):
    came = student.accuracy(torch.tensor([2, 2, 1], device=device), torch.tensor(Y, device=device))
    assert_close(came, 2.0, of=f"accuracy([2, 2, 1], {Y})")


@points(1, "the count is a Python float", requires="test_example")
def test_float(student, device):
    came = student.accuracy(torch.tensor(SCORES, device=device), torch.tensor(Y, device=device))
    assert_equal(type(came).__name__, "float", of="type(accuracy(y_hat, y)).__name__")


@points(1, "labels in a column give the same", requires="test_example")
def test_column(student, device):
    came = student.accuracy(torch.tensor(SCORES, device=device), torch.tensor(Y, device=device).reshape(3, 1))
    assert_close(came, 2.0, of=f"accuracy({SCORES}, [[0], [2], [1]])")
