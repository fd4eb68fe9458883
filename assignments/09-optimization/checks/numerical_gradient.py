"""What a learner can run: the worked example. f is a function of the test."""

import torch

from autograder.checks import assert_close, inside, points


@inside
def worked(numerical_gradient, x, h):
    return numerical_gradient(lambda p: p[0] ** 2 * p[1], x, h)


@inside
def cubed(numerical_gradient, x, h):
    return numerical_gradient(lambda p: (p**3).sum(), x, h)


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    x = torch.tensor([3.0, 5.0], dtype=torch.float64, device=device)
    found = worked(student, student.numerical_gradient, x, 0.5)
    assert_close(found, x.new_tensor([30.0, 9.0]), of="with f(x) = x[0] ** 2 * x[1], numerical_gradient(f, x, 0.5)")


@points(1, "a sum of cubes at a matrix: three times the squares, plus h squared")
def test_cubes(student, device):
    x = torch.tensor([[1.0, -2.0], [0.0, 3.0]], dtype=torch.float64, device=device)
    found = cubed(student, student.numerical_gradient, x, 0.1)
    assert_close(found, 3 * x**2 + 0.01, of="with f(x) = (x ** 3).sum(), numerical_gradient(f, x, 0.1)")
