"""What a learner can run: the worked example, shapes and the number of parameters."""

import torch
from torch import nn

from autograder.checks import assert_close, assert_equal, assert_shape, inside, points
from autograder.checks.modules import own_parameters


@inside
def with_all_one(net, X):
    """The block's result with every parameter one; lazy parts make theirs in a first pass."""
    net.to(X.device)(X)
    for parameter in net.parameters():
        nn.init.ones_(parameter)
    return net(X)


@inside
def count(net):
    net(torch.zeros(1, 3, 4, 4))
    return sum(parameter.numel() for parameter in own_parameters(net))


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    X = torch.full((1, 1, 1, 1), 2.0, device=device)
    came = with_all_one(student, student.Inception(1, 1, (2, 1), (3, 1), 1), X)
    expected = torch.tensor([3.0, 7.0, 10.0, 3.0], device=device).reshape(1, 4, 1, 1)
    assert_close(came, expected, of="with all parameters one, Inception(1, 1, (2, 1), (3, 1), 1)([[[[2]]]])")


@points(1, "height and width stay, and channels are joined")
def test_shapes(student, rng):
    X = rng.normal(2, 3, 5, 7).float()
    came = student.Inception(3, 4, (2, 5), (3, 2), 6).to(X.device)(X)
    assert_shape(came, (2, 17, 5, 7), of="Inception(3, 4, (2, 5), (3, 2), 6)(X) for X of shape (2, 3, 5, 7)")


@points(1, "with the channels of the text, it has 307 parameters")
def test_count(student):
    of = "the number of parameters of Inception(3, 4, (2, 5), (3, 2), 6)"
    assert_equal(count(student, student.Inception(3, 4, (2, 5), (3, 2), 6)), 307, of=of)
