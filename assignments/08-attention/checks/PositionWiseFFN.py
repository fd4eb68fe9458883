"""What a learner can run: the worked example, tokens apart, and the parameters."""

import torch
from torch import nn

from autograder.checks import assert_close, assert_equal, inside, points
from autograder.checks.modules import own_parameters


@inside
def with_ones(PositionWiseFFN, X):
    """The result of three hidden units and one output, with all parameters one."""
    net = PositionWiseFFN(2, 3, 1)
    net(torch.zeros(1, 1, 2))  # lazy parts make their weights
    for parameter in net.parameters():
        nn.init.ones_(parameter)
    return net.to(X.device)(X)


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    X = torch.tensor([[[1.0, 2.0], [-3.0, 1.0]]], device=device)
    result = with_ones(student, student.PositionWiseFFN, X)
    assert_close(result, torch.tensor([[[13.0], [1.0]]], device=device), of="the result of the worked example")


@points(1, "each token goes through the layers by itself")
def test_apart(student, device):
    X = torch.tensor([[[1.0, 2.0], [0.0, 0.0]], [[4.0, 5.0], [1.0, 2.0]]], device=device)
    result = with_ones(student, student.PositionWiseFFN, X)
    expected = torch.tensor([[[13.0], [4.0]], [[31.0], [13.0]]], device=device)
    assert_close(result, expected, of="the results of two sequences")


@inside
def sizes(PositionWiseFFN):
    net = PositionWiseFFN(4, 6, 5)
    net(torch.zeros(1, 1, 4))
    return sorted(parameter.numel() for parameter in own_parameters(net))


@points(1, "there are two layers, with biases")
def test_parameters(student):
    of = "the sizes of the parameters of PositionWiseFFN(4, 6, 5)"
    assert_equal(sizes(student, student.PositionWiseFFN), [5, 6, 24, 30], of=of)
