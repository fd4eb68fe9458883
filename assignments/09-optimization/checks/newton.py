"""What a learner can run: the worked examples, with a number and with a vector. The derivatives are the test's."""

import torch

from autograder.checks import assert_close, assert_equal, inside, points


@inside
def root_of_two(newton, eta):
    return newton(1.0, lambda x: x * x - 2, lambda x: 2 * x, eta, 2)


@inside
def of_a_bowl(newton, x, eta, num_steps):
    matrix = torch.tensor([[2.0, 1.0], [1.0, 3.0]], device=x.device)
    return newton(x, lambda x: matrix @ x - torch.tensor([4.0, 7.0], device=x.device), lambda x: matrix, eta, num_steps)


@inside
def start_afterwards(newton, x):
    newton(x, lambda x: 2 * x, lambda x: torch.eye(2, device=x.device), 0.25, 3)
    return x


@points(2, "of a number, the worked example comes out as in the text")
def test_number(student):
    found = root_of_two(student, student.newton, 1.0)
    assert_close(found, [1.0, 1.5, 17 / 12], of="with f_grad(x) = x * x - 2, newton(1.0, ...)", tolerance=1e-9)


@points(2, "one step of a vector leads to the bottom of a bowl, as in the text")
def test_vector(student, device):
    x = torch.tensor([0.0, 0.0], device=device)
    found = of_a_bowl(student, student.newton, x.clone(), 1.0, 1)
    assert_close(found, [x, torch.tensor([1.0, 2.0], device=device)], of="of the bowl, newton(x, ..., 1, 1)")


@points(1, "with eta = 1/2, half the way is left after each step")
def test_eta(student, device):
    x = torch.tensor([5.0, -2.0], device=device)
    due = [x, torch.tensor([3.0, 0.0], device=device), torch.tensor([2.0, 1.0], device=device)]
    assert_close(of_a_bowl(student, student.newton, x.clone(), 0.5, 2), due, of="of the bowl, newton(x, ..., 0.5, 2)")


@points(1, "x itself stays where it is", requires="test_vector")
def test_start(student, device):
    x = torch.tensor([1.0, -2.0], device=device)
    assert_equal(start_afterwards(student, student.newton, x.clone()), x, of="after newton(x, ...), x")
