"""What a learner can run: the worked example, its weights, and the parameters."""

import math

import torch
from torch import nn

from autograder.checks import assert_close, assert_equal, inside, points
from autograder.checks.modules import own_parameters


@inside
def called(AdditiveAttention, queries, keys, values, valid_lens):
    """(result, attention_weights) in evaluation mode, with every parameter one."""
    net = AdditiveAttention(key_size=1, query_size=1, num_hiddens=2, dropout=0.5).eval()
    with torch.no_grad():
        net(torch.zeros(1, 1, 1), torch.zeros(1, 2, 1), torch.zeros(1, 2, 1), None)  # lazy parts make their weights
    net.to(queries.device)
    for parameter in net.parameters():
        nn.init.ones_(parameter)
    return net(queries, keys, values, valid_lens), net.attention_weights


def example(student, device):
    far = math.atanh(math.log(3) / 2)
    numbers = [[[0.0]]], [[[0.0], [far], [1.0]]], [[[4.0], [8.0], [100.0]]], [2]
    return called(student, student.AdditiveAttention, *(torch.tensor(part, device=device) for part in numbers))


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    result, _ = example(student, device)
    assert_close(result, torch.tensor([[[7.0]]], device=device), of="the result of the worked example")


@points(1, "attention_weights has the weights")
def test_attention_weights(student, device):
    _, weights = example(student, device)
    expected = torch.tensor([[[0.25, 0.75, 0.0]]], device=device)
    assert_close(weights.detach(), expected, of="attention_weights of the worked example")


@points(1, "each query has weights of its own: one so large that every tanh is 1 weighs the keys alike")
def test_two_queries(student, device):
    far = math.atanh(math.log(3) / 2)
    numbers = [[[0.0], [100.0]]], [[[0.0], [far], [1.0]]], [[[4.0], [8.0], [100.0]]], [2]
    args = (torch.tensor(part, device=device) for part in numbers)
    result, _ = called(student, student.AdditiveAttention, *args)
    of = "with a second query of 100, the result of the worked example"
    assert_close(result, torch.tensor([[[7.0], [6.0]]], device=device), of=of)


@inside
def sizes(AdditiveAttention):
    net = AdditiveAttention(3, 2, 4, 0.0)
    net(torch.zeros(1, 1, 2), torch.zeros(1, 5, 3), torch.zeros(1, 5, 1), None)
    return sorted(parameter.numel() for parameter in own_parameters(net))


@points(1, "there are three weights, and no biases")
def test_parameters(student):
    of = "the sizes of the parameters of AdditiveAttention(3, 2, 4, 0)"
    assert_equal(sizes(student, student.AdditiveAttention), [4, 8, 12], of=of)
