"""What a learner can run: the worked example, its weights, and the parameter."""

import math

import torch
from torch import nn

from autograder.checks import assert_close, assert_equal, inside, points

ROOT = math.sqrt(2 * math.log(3))


@inside
def called(NWKernelRegression, queries, keys, values):
    """(result, attention_weights) of a module whose parameter is 1."""
    net = NWKernelRegression().to(queries.device)
    for parameter in net.parameters():
        nn.init.ones_(parameter)
    return net(queries, keys, values), net.attention_weights


def example(student, device):
    numbers = ([0.0, 5.0], [[0.0, ROOT], [5.0, 5.0]], [[4.0, 8.0], [1.0, 3.0]])
    return called(student, student.NWKernelRegression, *(torch.tensor(part, device=device) for part in numbers))


OF = "with w = 1, NWKernelRegression()([0, 5], [[0, sqrt(2 ln 3)], [5, 5]], [[4, 8], [1, 3]])"


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    result, _ = example(student, device)
    assert_close(result, torch.tensor([5.0, 2.0], device=device), of=OF)


@points(1, "attention_weights has a row for each query")
def test_attention_weights(student, device):
    _, weights = example(student, device)
    expected = torch.tensor([[0.75, 0.25], [0.5, 0.5]], device=device)
    assert_close(weights.detach(), expected, of=f"net.attention_weights of {OF}")


@inside
def sizes(net):
    return [parameter.numel() for parameter in net.parameters()]


@points(1, "there is one parameter, a single number")
def test_parameter(student):
    of = "the sizes of the parameters of NWKernelRegression()"
    assert_equal(sizes(student, student.NWKernelRegression()), [1], of=of)
