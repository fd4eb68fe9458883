"""What a learner can run: the worked example, large logits, and what is always true of the gradient."""

import math

import torch

from autograder.checks import assert_close, assert_shape, points


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    logits = torch.tensor([[0.0, math.log(2), math.log(5)], [7.0, 7.0, 7.0]], device=device)
    came = student.softmax_cross_entropy_gradient(logits, torch.tensor([1, 2], device=device))
    expected = torch.tensor([[0.125, -0.75, 0.625], [1 / 3, 1 / 3, -2 / 3]], device=device)
    of = "softmax_cross_entropy_gradient([[0, log 2, log 5], [7, 7, 7]], [1, 2])"
    assert_close(came, expected, of=of, dtype=False)


@points(1, "every row sums to zero", requires="test_example")
def test_rows(student, rng):
    came = student.softmax_cross_entropy_gradient(rng.normal(4, 3), rng.integers(0, 3, (4,)))
    assert_shape(came, (4, 3), of="softmax_cross_entropy_gradient(logits, y)")
    of = "softmax_cross_entropy_gradient(logits, y).sum(dim=1)"
    assert_close(came.sum(dim=1), torch.zeros_like(came[:, 0]), of=of, dtype=False)


@points(1, "a logit that leads by 1000 gives 1 and -1")
def test_large(student, device):
    logits, y = torch.tensor([[1000.0, 0.0]], device=device), torch.tensor([1], device=device)
    came = student.softmax_cross_entropy_gradient(logits, y)
    of = "softmax_cross_entropy_gradient([[1000, 0]], [1])"
    assert_close(came, torch.tensor([[1.0, -1.0]], device=device), of=of, dtype=False)
