"""What a learner can run: the worked example and its slope."""

import torch

from autograder.checks import assert_close, gradients, points


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    x = torch.tensor([[0.0, 0.25, -0.25], [0.5, 1.0, -2.0]], device=device)
    expected = torch.tensor([[1.0, 0.75, 0.75], [0.5, 0.0, 0.0]], device=device)
    assert_close(student.epanechikov(x), expected, of="epanechikov([[0, 0.25, -0.25], [0.5, 1, -2]])", dtype=False)


@points(1, "the slope is -1 to the right, 1 to the left, and 0 outside")
def test_slope(student, device):
    x = torch.tensor([0.25, -0.25, 2.0, -2.0], device=device, requires_grad=True)
    (came,) = gradients(student.epanechikov, x, ones=True)
    expected = torch.tensor([-1.0, 1.0, 0.0, 0.0], device=device)
    assert_close(came, expected, of="the gradient of epanechikov([0.25, -0.25, 2, -2]).sum()", dtype=False)
