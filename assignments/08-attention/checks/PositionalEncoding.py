"""What a learner can run: the worked example, an odd number of features, and positions that do not depend on X."""

import math

import torch

from autograder.checks import assert_close, assert_equal, inside, points
from autograder.checks.modules import own_parameters


@inside
def encoded(PositionalEncoding, num_hiddens, X):
    """The result in evaluation mode."""
    return PositionalEncoding(num_hiddens, 0.5).eval().to(X.device)(X)


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    X = torch.full((1, 2, 4), 10.0, device=device)
    added = [[0, 1, 0, 1], [math.sin(1), math.cos(1), math.sin(0.01), math.cos(0.01)]]
    expected = 10 + torch.tensor([added], device=device)
    result = encoded(student, student.PositionalEncoding, 4, X)
    assert_close(result, expected, of="the result of the worked example")


@points(1, "all sequences have the same added")
def test_sequences(student, rng):
    X = rng.normal(3, 4, 6).float()
    added = encoded(student, student.PositionalEncoding, 6, X) - X
    assert_close(added[1], added[0], of="what is added to the second sequence", tolerance=1e-5)
    assert_close(added[2], added[0], of="what is added to the third sequence", tolerance=1e-5)


@points(1, "the number of features may be odd")
def test_odd(student, device):
    X = torch.zeros(1, 2, 3, device=device)
    slow = 10000 ** (-2 / 3)
    expected = torch.tensor([[[0.0, 1.0, 0.0], [math.sin(1), math.cos(1), math.sin(slow)]]], device=device)
    assert_close(encoded(student, student.PositionalEncoding, 3, X), expected, of="what is added with 3 features")


@inside
def count(PositionalEncoding):
    return sum(parameter.numel() for parameter in own_parameters(PositionalEncoding(4, 0.0)))


@points(1, "there are no parameters", requires_one_of=("test_example", "test_sequences"))
def test_no_parameters(student):
    found = count(student, student.PositionalEncoding)
    assert_equal(found, 0, of="how many numbers PositionalEncoding(4, 0) would learn")


@inside
def dropped(PositionalEncoding, X):
    return PositionalEncoding(4, 1.0).to(X.device)(X)


@points(1, "in training, dropout falls on the sum", requires="test_example")
def test_dropout(student, device):
    X = torch.full((1, 2, 4), 10.0, device=device)
    result = dropped(student, student.PositionalEncoding, X)
    assert_close(result, torch.zeros_like(X), of="in training with a dropout of 1, PositionalEncoding(4, 1.0)(X)")
