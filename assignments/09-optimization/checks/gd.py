"""What a learner can run: the worked example, with a number and with a tensor. f_grad is a function of the test."""

import torch

from autograder.checks import assert_close, assert_equal, inside, points


@inside
def doubled(gd, x, eta, num_steps):
    return gd(x, lambda x: 2 * x, eta, num_steps)


@inside
def start_afterwards(gd, x):
    gd(x, lambda x: 2 * x, 0.5, 3)
    return x


@points(2, "the worked example comes out as in the text")
def test_example(student):
    found = doubled(student, student.gd, 10.0, 0.2, 3)
    assert_close(found, [10.0, 6.0, 3.6, 2.16], of="with f_grad(x) = 2 * x, gd(10.0, f_grad, 0.2, 3)", tolerance=1e-9)


@points(2, "so it does for a vector")
def test_vector(student, device):
    x = torch.tensor([10.0, -1.0], device=device)
    due = [x, torch.tensor([5.0, -0.5], device=device), torch.tensor([2.5, -0.25], device=device)]
    found = doubled(student, student.gd, x.clone(), 0.25, 2)
    assert_close(found, due, of="with f_grad(x) = 2 * x, gd(x, f_grad, 0.25, 2)")


@points(1, "x itself stays where it is", requires="test_vector")
def test_start(student, device):
    x = torch.tensor([1.0, -2.0], device=device)
    assert_equal(start_afterwards(student, student.gd, x.clone()), x, of="after gd(x, f_grad, 0.5, 3), x")
