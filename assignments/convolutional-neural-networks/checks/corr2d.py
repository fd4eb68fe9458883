"""What a learner can check at home: examples that are small enough to follow by hand."""

import torch

from autograder.checks import aside, assert_close, assert_dtype, assert_shape, fail, points


@points(2, "the example of the notebook comes out")
def test_example(student, device):
    X = torch.tensor([[1.0, 2.0, 0.0], [4.0, 1.0, 3.0]], device=device)
    K = torch.tensor([[10.0, 1.0]], device=device)
    expected = torch.tensor([[12.0, 20.0], [41.0, 13.0]], device=device)
    assert_close(student.corr2d(X, K), expected, of="corr2d(X, K)", dtype=False)


@points(1, "an image of 6 x 8 and a kernel of 2 x 5 give 5 x 4", requires="test_sum")
def test_shape(student, rng):
    Y = student.corr2d(rng.normal(6, 8, dtype=torch.float32), rng.normal(2, 5, dtype=torch.float32))
    assert_shape(Y, (5, 4), of="corr2d(X, K)")


@points(1, "a kernel with a single 1 in its top left corner cuts out the image's top left part")
def test_no_flip(student, rng, device):
    X = rng.normal(4, 6, dtype=torch.float32)
    K = torch.tensor([[1.0, 0.0, 0.0], [0.0, 0.0, 0.0]], device=device)
    assert_close(student.corr2d(X.clone(), K), X[:3, :4], of="corr2d(X, K)", dtype=False)


@points(1, "on an image of ones, every output is the sum of the kernel")
def test_sum(student, device):
    K = torch.tensor([[3.0, -1.0], [0.5, 2.0], [4.0, -6.0]], device=device)
    X = torch.ones(5, 4, device=device)
    expected = torch.full((3, 3), 2.5, device=device)
    assert_close(student.corr2d(X, K), expected, of="corr2d(torch.ones(5, 4), K)", dtype=False)


@points(3, "gradients reach the kernel and the image")
def test_gradients(student, device):
    X = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], requires_grad=True, device=device)
    K = torch.tensor([[7.0, 8.0]], requires_grad=True, device=device)
    Y = student.corr2d(X, K)
    assert_shape(Y, (2, 2), of="corr2d(X, K)")
    if not Y.requires_grad:
        fail("corr2d(X, K) does not require a gradient although X and K do: a step on the way leaves the graph")
    of_image, of_kernel = torch.autograd.grad(Y.sum(), [X, K], allow_unused=True)
    assert_close(
        of_image, torch.tensor([[7.0, 15.0, 8.0], [7.0, 15.0, 8.0]], device=device), of="the gradient of Y.sum() for X"
    )
    assert_close(of_kernel, torch.tensor([[12.0, 16.0]], device=device), of="the gradient of Y.sum() for K")


@aside
@points(1, "float64 in, float64 out", requires="test_sum")
def test_float64(student, rng):
    for dtype in (torch.float64, torch.float32):
        Y = student.corr2d(rng.normal(3, 4, dtype=dtype), rng.normal(2, 2, dtype=dtype))
        assert_dtype(Y, dtype, of=f"corr2d(X, K) of a {dtype} X")
