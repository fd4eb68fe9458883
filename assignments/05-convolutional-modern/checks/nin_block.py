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
    net(torch.zeros(1, 2, 5, 5))
    return sum(parameter.numel() for parameter in own_parameters(net))


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    X = torch.tensor([[[[1.0, 2.0], [3.0, 4.0]]]], device=device)
    came = with_all_one(student, student.nin_block(1, 2, 2, 1, 0), X)
    of = "with all parameters one, nin_block(1, 2, 2, 1, 0)([[[[1, 2], [3, 4]]]])"
    assert_close(came, torch.full((1, 2, 1, 1), 47.0, device=device), of=of)


@points(1, "the first convolution decides the size")
def test_shapes(student, rng):
    X = rng.normal(2, 3, 9, 11).float()
    assert_shape(student.nin_block(3, 4, 3, 2, 1).to(X.device)(X), (2, 4, 5, 6), of="nin_block(3, 4, 3, 2, 1)(X)")
    assert_shape(student.nin_block(3, 4, 5, 1, 0).to(X.device)(X), (2, 4, 5, 7), of="nin_block(3, 4, 5, 1, 0)(X)")


@points(1, "with a kernel of 3 x 3, from 2 to 3 channels, it has 81 parameters")
def test_count(student):
    of = "the number of parameters of nin_block(2, 3, 3, 1, 1)"
    assert_equal(count(student, student.nin_block(2, 3, 3, 1, 1)), 81, of=of)
