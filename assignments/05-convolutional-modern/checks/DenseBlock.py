"""What a learner can run: the worked example, shapes and the number of parameters."""

import torch
from torch import nn

from autograder.checks import assert_close, assert_equal, assert_shape, inside, points
from autograder.checks.modules import own_parameters


@inside
def with_all_one(net, X):
    """The block in evaluation mode with every parameter one; lazy parts make theirs in a first pass."""
    net.to(X.device).eval()(X)
    for parameter in net.parameters():
        nn.init.ones_(parameter)
    return net(X)


@inside
def count(net):
    net.eval()(torch.zeros(1, 3, 4, 4))
    return sum(parameter.numel() for parameter in own_parameters(net))


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    X = torch.full((1, 1, 1, 1), 2.0, device=device)
    expected = torch.tensor([2.0, 4.0, 9.0], device=device).reshape(1, 3, 1, 1)
    came = with_all_one(student, student.DenseBlock(2, 1, 1), X)
    assert_close(came, expected, of="with all parameters one, DenseBlock(2, 1, 1)([[[[2]]]])", tolerance=1e-3)


@points(1, "height and width stay, and every part adds its channels")
def test_shapes(student, rng):
    X = rng.normal(4, 3, 8, 6).float()
    came = student.DenseBlock(2, 3, 10).to(X.device)(X)
    assert_shape(came, (4, 23, 8, 6), of="DenseBlock(2, 3, 10)(X) for X of shape (4, 3, 8, 6)")


@points(1, "two parts of 4 channels on 3 have 388 parameters")
def test_count(student):
    of = "the number of parameters of DenseBlock(2, 3, 4)"
    assert_equal(count(student, student.DenseBlock(2, 3, 4)), 388, of=of)
