"""What a learner can run: the worked example of the notebook and the properties that its contract states."""

import math

import torch

from autograder.checks import (
    aside,
    assert_close,
    assert_dtype,
    assert_shape,
    assert_tensor,
    assert_unmodified,
    fail,
    points,
)


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    X = torch.tensor([[0.0, math.log(2), math.log(5)], [7.0, 7.0, 7.0]], device=device)
    expected = torch.tensor([[0.125, 0.25, 0.625], [1 / 3, 1 / 3, 1 / 3]], device=device)
    assert_close(student.softmax(X), expected, of="softmax([[0, log 2, log 5], [7, 7, 7]])", dtype=False)


@points(1, "every entry is positive and every row sums to one", requires="test_example")
def test_rows_are_distributions(student, rng):
    X = rng.normal(4, 6, dtype=torch.float32)
    Y = student.softmax(X)
    assert_shape(Y, (4, 6), of="softmax(X)")
    if not Y.is_floating_point():
        fail("softmax(X) has dtype {came}, but should have a floating dtype, that of X", came=Y.dtype)
    if not bool((Y > 0).all()):
        fail(
            "the smallest entry of softmax(X) is {least}, but for X of ordinary size all should be positive",
            least=f"{float(Y.min()):.4g}",
        )
    assert_close(Y.sum(dim=1), torch.ones_like(X[:, 0]), of="softmax(X).sum(dim=1)", dtype=False)


@points(2, "the gradient of p_0 is p_0 (1 - p_0) for its own logit and -p_0 p_1 for the other")
def test_gradient(student, device):
    X = torch.tensor([[0.0, math.log(3)]], device=device, requires_grad=True)
    Y = assert_tensor(student.softmax(X), of="softmax(X)")
    assert_shape(Y, (1, 2), of="softmax([[0, log 3]])")
    if not Y.requires_grad or not Y.is_floating_point():
        fail(
            "softmax(X) has no gradient: autograd sees no way from it to the input "
            "(torch.no_grad(), .data, .detach(), .item(), NumPy and the like cut it)"
        )
    (gradient,) = torch.autograd.grad(Y[0, 0], X, allow_unused=True)
    expected = torch.tensor([[3 / 16, -3 / 16]], device=device)
    assert_close(gradient, expected, of="with X = [[0, log 3]], the gradient of softmax(X)[0, 0] for X", dtype=False)


@points(2, "logits of 1000 and -1000 give finite and right probabilities")
def test_large_logits(student, device):
    X = torch.tensor([[1000.0, 1000.0], [-1000.0, -1000.0], [-1000.0, 1000.0]], device=device)
    expected = torch.tensor([[0.5, 0.5], [0.5, 0.5], [0.0, 1.0]], device=device)
    # Working with logarithms is right too, but rounds at the size of the logits: 1000 times 2**-23, about 1e-4.
    of = "softmax([[1000, 1000], [-1000, -1000], [-1000, 1000]])"
    assert_close(student.softmax(X), expected, of=of, tolerance=1e-3, dtype=False)


@aside
@points(1, "the result has the dtype of X", requires="test_example")
def test_dtype(student, rng):
    for dtype in (torch.float32, torch.float64):
        assert_dtype(student.softmax(rng.normal(2, 3, dtype=dtype)), dtype, of=f"softmax(X) of a {dtype} X")


@points(1, "X is left as it was", requires="test_example")
def test_argument_is_left_alone(student, rng):
    X = rng.normal(2, 3, dtype=torch.float32)
    assert_shape(student.softmax(X.clone()), (2, 3), of="softmax(X)")
    assert_unmodified(student.softmax, X, of="softmax(X)")
