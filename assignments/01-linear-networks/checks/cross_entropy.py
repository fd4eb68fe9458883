"""What a learner can run: the worked example, its gradient, and small probabilities."""

import math

import torch

from autograder.checks import assert_close, gradients, points

Y_HAT, Y = [[0.125, 0.25, 0.625], [0.5, 0.25, 0.25]], [1, 0]


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    came = student.cross_entropy(torch.tensor(Y_HAT, device=device), torch.tensor(Y, device=device))
    expected = torch.tensor([math.log(4), math.log(2)], device=device)
    assert_close(came, expected, of=f"cross_entropy({Y_HAT}, {Y})", dtype=False)


@points(2, "the gradient is -1 / p for the right class, zero for others")
def test_gradient(student, device):
    y_hat = torch.tensor(Y_HAT, device=device, requires_grad=True)
    (came,) = gradients(student.cross_entropy, y_hat, torch.tensor(Y, device=device), ones=True)
    expected = torch.tensor([[0.0, -4.0, 0.0], [-2.0, 0.0, 0.0]], device=device)
    assert_close(came, expected, of=f"the gradient of cross_entropy({Y_HAT}, {Y}).sum()", dtype=False)
