"""What a learner can run: the worked example, shapes, and the property that makes a solution one."""

import torch

from autograder.checks import aside, assert_close, assert_dtype, assert_shape, assert_unmodified, fail, points


def solved(student, X, y):
    """The weights and the bias; fails where they are no pair."""
    result = student.normal_equation(X, y)
    if not isinstance(result, tuple | list) or len(result) != 2:
        fail("normal_equation(X, y) is {came}, but should be a pair: (w, b)", came=type(result).__name__)
    return result


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    X, y = torch.tensor([[0.0], [1.0], [2.0]], device=device), torch.tensor([[1.0], [3.0], [5.0]], device=device)
    w, b = solved(student, X, y)
    of = "of normal_equation([[0], [1], [2]], [[1], [3], [5]])"
    assert_close(w, torch.tensor([[2.0]], device=device), of=f"the w {of}", tolerance=1e-4, dtype=False)
    assert_close(b, torch.tensor([1.0], device=device), of=f"the b {of}", tolerance=1e-4, dtype=False)


@points(1, "w and b have the shapes that y asks for", requires="test_example")
def test_shapes(student, rng):
    X = rng.normal(7, 3)
    for y, shapes in ((rng.normal(7, 1), ((3, 1), (1,))), (rng.normal(7), ((3,), ()))):
        for part, shape, name in zip(solved(student, X, y), shapes, ("w", "b"), strict=True):
            assert_shape(part, shape, of=f"with y of shape {tuple(y.shape)}, the {name} of normal_equation(X, y)")


@points(2, "the errors are orthogonal to every column, and sum to zero", requires="test_example")
def test_orthogonal(student, rng):
    X, y = rng.normal(9, 2), rng.normal(9, 1)
    w, b = solved(student, X, y)
    assert_shape(w, (2, 1), of="the w of normal_equation(X, y)")
    errors = X @ w.detach().double() + b.detach().double() - y
    zeros = torch.zeros_like(X[:2, :1])
    start = "with errors = X w + b - y,"
    assert_close(X.T @ errors, zeros, of=f"{start} X.T @ errors", tolerance=1e-4)
    assert_close(errors.sum(), zeros.sum(), of=f"{start} errors.sum()", tolerance=1e-4)


@aside
@points(1, "w and b have the dtype of X", requires="test_example")
def test_dtype(student, rng):
    for dtype in (torch.float32, torch.float64):
        w, b = solved(student, rng.normal(6, 2, dtype=dtype), rng.normal(6, 1, dtype=dtype))
        assert_dtype(w, dtype, of=f"w, with X of {dtype}")
        assert_dtype(b, dtype, of=f"b, with X of {dtype}")


@points(1, "X and y are left as they were", requires="test_example")
def test_arguments_are_left_alone(student, rng):
    assert_unmodified(student.normal_equation, rng.normal(6, 2), rng.normal(6, 1), of="normal_equation(X, y)")
