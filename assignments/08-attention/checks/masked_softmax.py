"""What a learner can run: the worked example of the notebook and the properties that its contract states."""

import math

import torch

from autograder.checks import (
    assert_close,
    assert_dtype,
    assert_finite,
    assert_shape,
    assert_tensor,
    assert_unmodified,
    fail,
    points,
)


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    X = torch.tensor([[[0.0, math.log(3), math.log(7)]]], device=device)
    Y = student.masked_softmax(X, torch.tensor([2], device=device))
    assert_close(Y, torch.tensor([[[0.25, 0.75, 0.0]]], device=device), of="masked_softmax([[[0, log 3, log 7]]], [2])")


@points(1, "equal scores share the weight among the valid keys of their sequence")
def test_length_per_sequence(student, device):
    Y = student.masked_softmax(torch.zeros(2, 3, 4, device=device), torch.tensor([2, 4], device=device))
    expected = torch.tensor([[0.5, 0.5, 0.0, 0.0], [0.25, 0.25, 0.25, 0.25]], device=device)
    assert_close(Y, expected[:, None].expand(2, 3, 4), of="masked_softmax(zeros(2, 3, 4), [2, 4])")


@points(1, "each query may have a length of its own")
def test_length_per_query(student, device):
    Y = student.masked_softmax(torch.zeros(2, 2, 3, device=device), torch.tensor([[1, 3], [2, 1]], device=device))
    third = 1 / 3
    expected = torch.tensor([[[1.0, 0, 0], [third, third, third]], [[0.5, 0.5, 0], [1.0, 0, 0]]], device=device)
    assert_close(Y, expected, of="masked_softmax(zeros(2, 2, 3), [[1, 3], [2, 1]])")


@points(1, "without lengths every key counts, and rows sum to one")
def test_no_lengths(student, rng):
    X = rng.normal(2, 3, 4, dtype=torch.float32)
    Y = student.masked_softmax(X, None)
    assert_shape(Y, (2, 3, 4), of="masked_softmax(X, None)")
    if not bool((Y > 0).all()):
        least = f"{float(Y.min()):.4g}"
        fail("the smallest weight of masked_softmax(X, None) is {least}, but all should be positive", least=least)
    assert_close(Y.sum(dim=-1), torch.ones_like(X[..., 0]), of="masked_softmax(X, None).sum(dim=-1)", dtype=False)


@points(2, "masked scores of 10,000 get no weight, and a row of length 0 is finite")
def test_extremes(student, device):
    X = torch.tensor([[[-1e4, -1e4, 1e4]], [[1.0, 2.0, 3.0]]], device=device)
    Y = student.masked_softmax(X, torch.tensor([2, 0], device=device))
    of = "masked_softmax([[[-1e4, -1e4, 1e4]], [[1, 2, 3]]], [2, 0])"
    assert_shape(Y, (2, 1, 3), of=of)
    assert_finite(Y, of=of)
    # Working with logarithms rounds at the size of the scores, hence the tolerance.
    assert_close(Y[0], torch.tensor([[0.5, 0.5, 0.0]], device=device), of=f"{of}[0]", tolerance=5e-3)


@points(3, "a gradient reaches the valid scores, and is zero for masked ones")
def test_gradient(student, device):
    scores = torch.zeros(2, 3, 2, device=device, requires_grad=True)
    X = scores.transpose(1, 2)  # a view, as scores often are
    w = student.masked_softmax(X, torch.tensor([2, 3], device=device))
    of = "w = masked_softmax(zeros(2, 2, 3), [2, 3])"
    assert_shape(assert_tensor(w, of=of), (2, 2, 3), of=of)
    if not w.requires_grad:
        fail(
            "{of} has no gradient: autograd sees no way from it to the input (torch.no_grad(), .data, "
            ".detach(), .item(), NumPy and the like cut it)",
            of=of,
        )
    (gradient,) = torch.autograd.grad(4 * w[0, 0, 0] + 9 * w[1, 1, 2], scores)
    expected = torch.tensor([[[1.0, -1.0, 0.0], [0.0, 0.0, 0.0]], [[0.0, 0.0, 0.0], [-1.0, -1.0, 2.0]]], device=device)
    of = f"the gradient of 4 w[0, 0, 0] + 9 w[1, 1, 2] for {of}, at place "
    assert_close(gradient.transpose(1, 2), expected, of=of, dtype=False)


@points(1, "the dtype is kept, and the arguments are left as they were", requires="test_example")
def test_arguments(student, rng, device):
    X, lens = rng.normal(2, 2, 3), torch.tensor([1, 2], device=device)
    assert_dtype(student.masked_softmax(X.clone(), lens), torch.float64, of="masked_softmax(X, [1, 2]) of a float64 X")
    assert_unmodified(student.masked_softmax, X, lens, of="masked_softmax(X, [1, 2])")
