"""What a learner can run: the worked example, the symmetry, and the slope."""

import math

import torch

from autograder.checks import assert_close, gradients, points

X = (0.0, 1.0, -2.0)


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    expected = torch.tensor([1.0, math.exp(-0.5), math.exp(-2)], device=device)
    assert_close(student.gaussian(torch.tensor(X, device=device)), expected, of="gaussian([0, 1, -2])", dtype=False)


@points(1, "the sign of a difference does not matter, and the shape is kept")
def test_symmetry(student, device):
    x = torch.tensor([[0.5, -0.5, 3.0], [-1.5, 1.5, -3.0]], device=device)
    expected = torch.tensor([[-0.125, -0.125, -4.5], [-1.125, -1.125, -4.5]], device=device).exp()
    assert_close(student.gaussian(x), expected, of="gaussian([[0.5, -0.5, 3], [-1.5, 1.5, -3]])", dtype=False)


@points(1, "the slope is -x times the value")
def test_slope(student, device):
    x = torch.tensor(X, device=device, requires_grad=True)
    (came,) = gradients(student.gaussian, x, ones=True)
    expected = torch.tensor([0.0, -math.exp(-0.5), 2 * math.exp(-2)], device=device)
    assert_close(came, expected, of="the gradient of gaussian([0, 1, -2]).sum()", dtype=False)
