"""What a learner can run: the worked example, its gradient, and that nothing is changed."""

import torch

from autograder.checks import assert_close, assert_unmodified, gradients, points


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    X = torch.tensor([[1.0, 2.0], [3.0, 6.0]], device=device)
    expected = torch.tensor([[-2.0, -1.0], [0.0, 3.0]], device=device)
    assert_close(student.CenteredLayer()(X), expected, of="CenteredLayer()([[1, 2], [3, 6]])", dtype=False)


@points(1, "it takes a vector as well")
def test_vector(student, device):
    X = torch.tensor([1.0, 2.0, 3.0, 4.0, 5.0], device=device)
    expected = torch.tensor([-2.0, -1.0, 0.0, 1.0, 2.0], device=device)
    assert_close(student.CenteredLayer()(X), expected, of="CenteredLayer()([1, 2, 3, 4, 5])", dtype=False)


@points(2, "the gradient passes through the mean, too")
def test_gradient(student, device):
    X = torch.tensor([1.0, 2.0, 3.0, 6.0], device=device, requires_grad=True)
    (came,) = gradients(lambda X: student.CenteredLayer()(X)[0], X, ones=True)
    expected = torch.tensor([0.75, -0.25, -0.25, -0.25], device=device)
    assert_close(came, expected, of="the gradient of CenteredLayer()(X)[0] for X of 4 numbers", dtype=False)


@points(1, "X is left as it was", requires="test_example")
def test_input_is_left_alone(student, rng):
    assert_unmodified(lambda X: student.CenteredLayer()(X), rng.normal(3, 2), of="CenteredLayer()(X)")
