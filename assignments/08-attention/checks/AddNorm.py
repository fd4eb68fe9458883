"""What a learner can run: the worked example, a part that computes nothing, and the parameters."""

import math

import torch

from autograder.checks import assert_close, assert_equal, assert_shape, assert_tensor, fail, inside, points
from autograder.checks.modules import own_parameters


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
    return sorted(parameter.numel() for parameter in own_parameters(net))


@points(1, "there are a scale and a shift")
def test_parameters(student):
    assert_equal(sizes(student, student.AddNorm), [6, 6], of="the sizes of the parameters of AddNorm([6], 0)")


@inside
def in_training(AddNorm, X, Y):
    return AddNorm([3], 0.5).to(X.device)(X, Y)


@points(1, "in training, dropout falls on Y", requires="test_example")
def test_dropout(student, device):
    # The only number in Y is zero afterwards, or doubled.
    X, Y = (torch.tensor([[numbers] * 16], device=device) for numbers in ([1.0, 2.0, 3.0], [0.0, 0.0, 3.0]))
    result = assert_tensor(in_training(student, student.AddNorm, X, Y), of="the result in training").detach().cpu()
    assert_shape(result, (1, 16, 3), of="the result in training")
    dropped, doubled = (torch.tensor([1.0, 2.0, last]) for last in (3.0, 9.0))
    due = [(row - row.mean()) / row.std(unbiased=False) for row in (dropped, doubled)]
    far = torch.stack([(result[0] - row).abs().amax(dim=1) for row in due])
    worst = int(far.amin(dim=0).argmax())
    if not float(far[:, worst].min()) <= 1e-3:  # nor nan
        fail(
            "in training with a dropout of 0.5, AddNorm([3], 0.5)(X, Y) of X = (1, 2, 3) and Y = (0, 0, 3) is {came}, but should be "
            "{dropped} where the 3 of Y is dropped, and {doubled} where it is doubled",
            came=words(result[0, worst]),
            dropped=words(due[0]),
            doubled=words(due[1]),
        )
    if len(set(far.argmin(dim=0).tolist())) == 1:
        fail(
            "in training with a dropout of 0.5, the same became of all of 16 tokens; each element has a chance of its own"
        )


def words(row):
    return f"({', '.join(f'{x:.2f}' for x in row.tolist())})"
