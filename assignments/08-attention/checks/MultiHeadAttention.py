"""What a learner can run: the worked example, the lengths of two sequences, and the parameters."""

import math

import torch
from torch import nn

from autograder.checks import assert_close, assert_equal, inside, points
from autograder.checks.modules import own_parameters


@inside
def called(MultiHeadAttention, queries, keys, values, valid_lens):
    """The result of two heads in evaluation mode, with every layer the identity."""
    net = MultiHeadAttention(2, 2, 2, 2, 2, 0.5).eval()
    net(torch.zeros(1, 1, 2), torch.zeros(1, 2, 2), torch.zeros(1, 2, 2), None)  # lazy parts make their weights
    net.to(queries.device)
    for parameter in net.parameters():
        nn.init.eye_(parameter)
    return net(queries, keys, values, valid_lens)


def numbers(device, count):
    """(queries, keys, values) of `count` sequences that are alike."""
    far = math.log(3)
    queries, keys = [[1.0, 1.0]], [[0.0, far], [far, 0.0], [9.0, 9.0]]
    values = [[4.0, 10.0], [8.0, 30.0], [100.0, 100.0]]
    return [torch.tensor([part] * count, device=device) for part in (queries, keys, values)]


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    args = numbers(device, 1)
    result = called(student, student.MultiHeadAttention, *args, torch.tensor([2], device=device))
    assert_close(result, torch.tensor([[[7.0, 15.0]]], device=device), of="the result of the worked example")


@points(1, "each sequence has its own length, in all of its heads")
def test_lengths(student, device):
    args = numbers(device, 2)
    result = called(student, student.MultiHeadAttention, *args, torch.tensor([1, 2], device=device))
    expected = torch.tensor([[[4.0, 10.0]], [[7.0, 15.0]]], device=device)
    assert_close(result, expected, of="with the lengths 1 and 2, the results of two sequences")


@inside
def sizes(MultiHeadAttention):
    """Of the parameters without and with biases."""
    found = []
    for options in ({}, {"bias": True}):
        net = MultiHeadAttention(3, 2, 5, 4, 2, 0.0, **options)
        net(torch.zeros(1, 1, 2), torch.zeros(1, 6, 3), torch.zeros(1, 6, 5), None)
        found.append(sorted(parameter.numel() for parameter in own_parameters(net)))
    return found


@points(1, "there are four weights, and four biases if they are asked for")
def test_parameters(student):
    of = "the sizes of the parameters of MultiHeadAttention(3, 2, 5, 4, 2, 0), then with bias=True"
    expected = [[8, 12, 16, 20], [4, 4, 4, 4, 8, 12, 16, 20]]
    assert_equal(sizes(student, student.MultiHeadAttention), expected, of=of)


@inside
def dropped(MultiHeadAttention, queries, keys, values):
    net = MultiHeadAttention(2, 2, 2, 2, 2, 1.0)
    net(torch.zeros(1, 1, 2), torch.zeros(1, 2, 2), torch.zeros(1, 2, 2), None)  # lazy parts make their weights
    return net.to(queries.device)(queries, keys, values, None)


@points(1, "in training, dropout falls on the weights", requires="test_example")
def test_dropout(student, device):
    result = dropped(student, student.MultiHeadAttention, *numbers(device, 1))
    of = "in training with a dropout of 1, which leaves no weight, the result"
    assert_close(result, torch.zeros(1, 1, 2, device=device), of=of)
