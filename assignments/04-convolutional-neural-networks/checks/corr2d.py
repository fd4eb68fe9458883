"""What a learner can check at home: examples that are small enough to follow by hand."""

import torch

from autograder.checks import aside, assert_close, assert_dtype, assert_shape, assert_tensor, fail, points

# A property counts with right values in one of these.
RIGHT = ("test_sum", "test_one_number")


@points(2, "the example of the notebook comes out")
def test_example(student, device):
    X = torch.tensor([[1.0, 2.0, 0.0], [4.0, 1.0, 3.0]], device=device)
    K = torch.tensor([[10.0, 1.0]], device=device)
    expected = torch.tensor([[12.0, 20.0], [41.0, 13.0]], device=device)
    assert_close(student.corr2d(X, K), expected, of="corr2d(X, K)", dtype=False)


@points(1, "a kernel of one number multiplies the image by it")
def test_one_number(student, rng, device):
    X, K = rng.normal(3, 4, dtype=torch.float32), torch.tensor([[-2.5]], device=device)
    assert_close(student.corr2d(X.clone(), K), -2.5 * X, of="corr2d(X, torch.tensor([[-2.5]]))", dtype=False)


@points(2, "the first entry is the sum of the products of the kernel and the first window")
def test_first_entry(student, device):
    X = torch.tensor([[1.0, 2.0, 5.0, 1.0], [3.0, 4.0, 0.0, 2.0], [1.0, 0.0, 2.0, 1.0]], device=device)
    Y = assert_tensor(student.corr2d(X, torch.tensor([[1.0, 2.0], [10.0, 3.0]], device=device)), of="corr2d(X, K)")
    if Y.numel() == 0 or Y.dim() != 2:
        fail("corr2d(X, K) has shape {came}, but should have two axes, and entries", came=tuple(Y.shape))
    assert_close(Y[0, 0], torch.tensor(47.0, device=device), of="corr2d(X, K)[0, 0]", dtype=False)


@points(1, "a square kernel on a square image")
def test_square(student, device):
    X = torch.arange(9.0, device=device).reshape(3, 3)
    K = torch.tensor([[0.0, 1.0], [2.0, 3.0]], device=device)
    expected = torch.tensor([[19.0, 25.0], [37.0, 43.0]], device=device)
    assert_close(student.corr2d(X, K), expected, of="corr2d(X, K)", dtype=False)


@points(1, "an image of 6 x 8 and a kernel of 2 x 5 give 5 x 4", requires_one_of=RIGHT)
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
@points(1, "float64 in, float64 out", requires_one_of=RIGHT)
def test_float64(student, rng):
    for dtype in (torch.float64, torch.float32):
        Y = student.corr2d(rng.normal(3, 4, dtype=dtype), rng.normal(2, 2, dtype=dtype))
        assert_dtype(Y, dtype, of=f"corr2d(X, K) of a {dtype} X")
