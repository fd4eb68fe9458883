"""What a learner can run: the example, and that words behind the valid length do not matter."""

import math

import torch

from autograder.checks import assert_close, assert_shape, gradients, points


def loss(student, *args):
    return student.MaskedSoftmaxCELoss()(*args)


@points(2, "the example comes out as in the text")
def test_example(student, device):
    pred, label = torch.zeros(3, 4, 10, device=device), torch.ones(3, 4, dtype=torch.long, device=device)
    result = loss(student, pred, label, torch.tensor([4, 2, 0], device=device))
    of = "MaskedSoftmaxCELoss()(torch.zeros(3, 4, 10), torch.ones(3, 4).long(), torch.tensor([4, 2, 0]))"
    assert_shape(result, (3,), of=of)
    assert_close(result, math.log(10) * torch.tensor([1, 0.5, 0], device=device), of=of)


@points(1, "scores and words behind the valid length change nothing", requires="test_example")
def test_filling(student, rng):
    pred, label = rng.normal(2, 4, 5).float(), rng.integers(0, 5, (2, 4))
    valid_len = torch.tensor([3, 1], device=pred.device)
    first = loss(student, pred, label, valid_len)
    pred[0, 3], pred[1, 1:], label[1, 1:] = 9.0, rng.normal(3, 5).float(), 4
    assert_close(loss(student, pred, label, valid_len), first, of="the losses after a change of the filling")


@points(1, "gradients arrive at the valid steps alone", requires="test_example")
def test_gradients(student, rng):
    pred, label = rng.normal(2, 3, 4).float().requires_grad_(), rng.integers(0, 4, (2, 3))
    valid_len = torch.tensor([1, 2], device=pred.device)
    (found,) = gradients(lambda X: loss(student, X, label, valid_len), pred, ones=True)
    mask = torch.tensor([[1.0, 0.0, 0.0], [1.0, 1.0, 0.0]], device=pred.device)[..., None]
    expected = mask * (torch.softmax(pred.detach(), 2) - torch.nn.functional.one_hot(label, 4)) / 3
    assert_close(found, expected, of="the gradient of the sum of the losses for pred")
