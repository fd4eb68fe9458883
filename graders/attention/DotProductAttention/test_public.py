"""What a learner can run: the worked example, with and without its mask, and the weights."""

import math

import torch

from autograder.checks import assert_close, inside, points
from autograder.checks.attention import assert_weights_dropped


@inside
def called(DotProductAttention, queries, keys, values, valid_lens):
    """(result, attention_weights) in evaluation mode."""
    net = DotProductAttention(dropout=0.5).eval()
    return net(queries, keys, values, valid_lens), net.attention_weights


def example(student, device, lens):
    queries, keys, values = torch.zeros(1, 1, 4), torch.zeros(1, 3, 4), torch.tensor([[[4.0], [8.0], [100.0]]])
    queries[..., 0], keys[0, 1, 0], keys[0, 2, 0] = 2.0, math.log(3), math.log(4)
    args = [None if t is None else t.to(device) for t in (queries, keys, values, lens)]
    return called(student, student.DotProductAttention, *args)


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    result, _ = example(student, device, torch.tensor([2]))
    assert_close(result, torch.tensor([[[7.0]]], device=device), of="the result of the worked example")


@points(1, "without lengths, all keys count")
def test_without_lengths(student, device):
    result, _ = example(student, device, None)
    assert_close(result, torch.tensor([[[53.5]]], device=device), of="the result of the worked example without lengths")


@points(1, "attention_weights has the weights")
def test_attention_weights(student, device):
    _, weights = example(student, device, torch.tensor([2]))
    expected = torch.tensor([[[0.25, 0.75, 0.0]]], device=device)
    assert_close(weights.detach(), expected, of="attention_weights of the worked example")


@points(1, "in training, dropout falls on the weights", requires="test_example")
def test_dropout(student, rng):
    queries, keys = rng.normal(4, 16, 3).float(), rng.normal(4, 8, 3).float()
    assert_weights_dropped(student, student.DotProductAttention(0.5), queries, keys, 0.5)
