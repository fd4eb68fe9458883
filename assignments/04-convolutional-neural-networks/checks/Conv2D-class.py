"""What a learner can run: the worked example, parameters, shapes, and a step of training."""

import torch

from autograder.checks import assert_close, assert_shape, assert_unmodified, fail, inside, points


@inside
def with_numbers(net, kernel, bias, X):
    """The layer with this kernel and this bias, whatever its parameters are called."""
    for parameter in net.parameters():
        with torch.no_grad():
            parameter.copy_(kernel.reshape(parameter.shape) if parameter.numel() == kernel.numel() else bias)
    return net.to(X.device)


@inside
def sizes(net):
    """How many numbers each parameter that learns has."""
    return sorted(parameter.numel() for parameter in net.parameters() if parameter.requires_grad)


@inside
def after_a_step(net, X, Y):
    """The result of the layer after one step of gradient descent on the squared error."""
    ((net(X) - Y) ** 2).sum().backward()
    with torch.no_grad():
        for parameter in net.parameters():
            parameter -= 0.5 * parameter.grad
        return net(X)


def example(student, device):
    X = torch.tensor([[1.0, 2.0, 0.0], [4.0, 1.0, 3.0]], device=device)
    return with_numbers(student, student.Conv2D((1, 2)), torch.tensor([10.0, 1.0]), torch.tensor(100.0), X), X


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    net, X = example(student, device)
    expected = torch.tensor([[112.0, 120.0], [141.0, 113.0]], device=device)
    assert_close(net(X), expected, of="with the kernel [[10, 1]] and the bias 100, Conv2D((1, 2))(X)")


@points(1, "the parameters of a kernel of 2 x 3 are six numbers and one")
def test_parameters(student):
    came = sizes(student, student.Conv2D((2, 3)))
    if came != [1, 6]:
        fail("parameters() lists {came} numbers, but should list [1, 6]: a bias and a kernel", came=came)


@points(1, "an image of 6 x 8 and a kernel of 2 x 5 give 5 x 4")
def test_shape(student, rng):
    X = rng.normal(6, 8).float()
    net = with_numbers(student, student.Conv2D((2, 5)), torch.ones(10), torch.tensor(0.0), X)
    assert_shape(net(X), (5, 4), of="Conv2D((2, 5))(X)")


@points(2, "a step of gradient descent reaches the kernel and the bias", requires="test_example")
def test_step(student, device):
    X, Y = torch.tensor([[1.0, 0.0]], device=device), torch.tensor([[1.0]], device=device)
    net = with_numbers(student, student.Conv2D((1, 2)), torch.zeros(2), torch.tensor(0.0), X)
    came = after_a_step(student, net, X, Y)  # kernel [1, 0] and bias 1
    of = "with all parameters zero, X = [[1, 0]] and Y = [[1]], after a step with a learning rate of 0.5, Conv2D((1, 2))(X)"
    assert_close(came, torch.tensor([[2.0]], device=device), of=of)


@points(1, "X is left as it was", requires="test_example")
def test_arguments_are_left_alone(student, device):
    net, X = example(student, device)
    assert_unmodified(net, X, of="Conv2D((1, 2))(X)")
