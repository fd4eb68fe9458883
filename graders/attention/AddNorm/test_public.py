"""What a learner can run: the worked example, a part that computes nothing, and the parameters."""

import math

import torch

from autograder.checks import assert_close, assert_equal, inside, points


@inside
def evaluated(AddNorm, X, Y):
    return AddNorm([3], 0.5).eval().to(X.device)(X, Y)


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    X, Y = (torch.tensor([[numbers]], device=device) for numbers in ([1.0, 2.0, 3.0], [0.0, 0.0, 3.0]))
    expected = torch.tensor([[[-2.0, -1.0, 3.0]]], device=device) / math.sqrt(14 / 3)
    result = evaluated(student, student.AddNorm, X, Y)
    assert_close(result, expected, of="the result of the worked example", tolerance=1e-4)


@points(1, "each token is normalised by itself")
def test_apart(student, device):
    X = torch.tensor([[[1.0, 2.0, 6.0], [10.0, 20.0, 60.0]]], device=device)
    result = evaluated(student, student.AddNorm, X, torch.zeros_like(X))
    expected = torch.tensor([-2.0, -1.0, 3.0], device=device) / math.sqrt(14 / 3)
    assert_close(result, expected.expand(1, 2, 3), of="with Y of zeros, the result for two tokens", tolerance=1e-4)


@inside
def sizes(AddNorm):
    net = AddNorm([6], 0.0)
    net(torch.zeros(1, 2, 6), torch.zeros(1, 2, 6))
    return sorted(parameter.numel() for parameter in net.parameters())


@points(1, "there are a scale and a shift")
def test_parameters(student):
    assert_equal(sizes(student, student.AddNorm), [6, 6], of="the sizes of the parameters of AddNorm([6], 0)")


@inside
def without_y(AddNorm, X, Y):
    return AddNorm([3], 1.0).to(X.device)(X, Y)


@points(1, "in training, dropout falls on Y", requires="test_example")
def test_dropout(student, device):
    X, Y = (torch.tensor([[numbers]], device=device) for numbers in ([1.0, 2.0, 3.0], [0.0, 0.0, 3.0]))
    result = without_y(student, student.AddNorm, X, Y)
    expected = torch.tensor([[[-1.0, 0.0, 1.0]]], device=device) * math.sqrt(3 / 2)
    of = "in training with a dropout of 1, which leaves X alone, AddNorm([3], 1.0)(X, Y)"
    assert_close(result, expected, of=of, tolerance=1e-4)
