"""What a learner can run: the worked example, predictions below 1, a vector of labels, and the float."""

import math

import torch

from autograder.checks import assert_close, fail, inside, points

E = math.e


@inside
def error(log_rmse, predictions, labels):
    return log_rmse(lambda X: X, predictions, labels)


def compared(student, device, predictions, labels, expected, of):
    came = error(
        student, student.log_rmse, torch.tensor(predictions, device=device), torch.tensor(labels, device=device)
    )
    came = came.detach() if isinstance(came, torch.Tensor) else torch.tensor(came, device=device)
    assert_close(came.reshape(()), torch.tensor(expected, device=device), of=of, dtype=False)


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    of = "log_rmse of the predictions [[e], [e^3]] for the labels [[1], [1]]"
    compared(student, device, [[E], [E**3]], [[1.0], [1.0]], math.sqrt(5), of)


@points(1, "predictions below 1 count as 1")
def test_clamped(student, device):
    of = "log_rmse of the predictions [[-5], [0.1]] for the labels [[e^2], [e^2]]"
    compared(student, device, [[-5.0], [0.1]], [[E**2], [E**2]], 2.0, of)


@points(1, "labels of shape (2,) beside predictions of shape (2, 1) give the same")
def test_vector(student, device):
    of = "log_rmse of the predictions [[e], [e^3]] for the labels [e, e^3]"
    compared(student, device, [[E], [E**3]], [E, E**3], 0.0, of)


@points(1, "the result is a float", requires="test_example")
def test_float(student, device):
    came = error(student, student.log_rmse, *(torch.ones(2, 1, device=device) for _ in range(2)))
    if not isinstance(came, float):
        fail("log_rmse(net, features, labels) is {came}, but should be a float", came=type(came).__name__)
