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
    for num_convs, expected in ((1, 5.0), (2, 21.0)):
        came = with_all_one(student, student.vgg_block(num_convs, 1, 1), torch.ones(1, 1, 2, 2, device=device))
        of = f"with all parameters one, vgg_block({num_convs}, 1, 1)([[[[1, 1], [1, 1]]]])"
        assert_close(came, torch.full((1, 1, 1, 1), expected, device=device), of=of)


@points(1, "height and width are halved, whatever the channels are")
def test_shapes(student, rng):
    X = rng.normal(2, 3, 6, 8).float()
    for num_convs in (1, 3):
        came = student.vgg_block(num_convs, 3, 4).to(X.device)(X)
        assert_shape(came, (2, 4, 3, 4), of=f"vgg_block({num_convs}, 3, 4)(X) for X of shape (2, 3, 6, 8)")


@points(1, "two convolutions from 3 to 4 channels have 260 parameters")
def test_count(student):
    assert_equal(count(student, student.vgg_block(2, 3, 4)), 260, of="the number of parameters of vgg_block(2, 3, 4)")
