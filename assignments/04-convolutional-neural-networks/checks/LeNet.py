"""What a learner can run: the worked example, the number of parameters, and shapes."""

import torch
from torch import nn

from autograder.checks import assert_close, assert_equal, assert_shape, inside, points
from autograder.checks.modules import own_parameters


@inside
def all_zero_but_the_last(net, X):
    """Every parameter is zero, but the weights of the last layer are one; lazy parts make theirs in a first pass."""
    net.to(X.device)(X)
    for parameter in net.parameters():
        nn.init.constant_(parameter, 1.0 if parameter.shape == (10, 84) else 0.0)
    return net(X)


@inside
def count(LeNet):
    net = LeNet()
    net(torch.zeros(1, 1, 28, 28))
    return sum(parameter.numel() for parameter in own_parameters(net))


@points(2, "the worked example comes out as in the text")
def test_example(student, rng, device):
    came = all_zero_but_the_last(student, student.LeNet(), rng.normal(2, 1, 28, 28).float())
    of = "with weights of one in the last layer and zeros elsewhere, LeNet()(X)"
    assert_close(came, torch.full((2, 10), 42.0, device=device), of=of)


@points(2, "it has 61,706 parameters")
def test_count(student):
    assert_equal(count(student, student.LeNet), 61_706, of="the number of parameters")


@points(1, "there are ten numbers for each image")
def test_shape(student, rng):
    X = rng.normal(3, 1, 28, 28).float()
    assert_shape(student.LeNet().to(X.device)(X), (3, 10), of="LeNet()(X)")
