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
    net.eval()(torch.zeros(1, 5, 4, 4))
    return sum(parameter.numel() for parameter in own_parameters(net))


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    X = torch.tensor([[[[0.0, 1.0], [4.0, -7.0]]]], device=device)
    came = with_all_one(student, student.transition_block(1, 1), X)
    expected = torch.full((1, 1, 1, 1), 3.0, device=device)
    of = "with all parameters one, transition_block(1, 1)([[[[0, 1], [4, -7]]]])"
    assert_close(came, expected, of=of, tolerance=1e-3)


@points(1, "height and width are halved, and there are as many channels as asked for")
def test_shapes(student, rng):
    X = rng.normal(4, 23, 8, 6).float()
    came = student.transition_block(23, 10).to(X.device)(X)
    assert_shape(came, (4, 10, 4, 3), of="transition_block(23, 10)(X) for X of shape (4, 23, 8, 6)")


@points(1, "from 5 to 3 channels, it has 28 parameters")
def test_count(student):
    of = "the number of parameters of transition_block(5, 3)"
    assert_equal(count(student, student.transition_block(5, 3)), 28, of=of)
