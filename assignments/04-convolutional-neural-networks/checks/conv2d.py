"""What a learner can run: the worked example, what padding and stride do alone, shapes and gradients."""

import torch

from autograder.checks import aside, assert_close, assert_dtype, assert_shape, assert_unmodified, gradients, points

OF = "conv2d(X, K, padding, stride)"


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    X = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], device=device)
    K = torch.tensor([[1.0, 10.0]], device=device)
    expected = torch.tensor([[0.0, 0.0], [10.0, 32.0], [40.0, 65.0], [0.0, 0.0]], device=device)
    assert_close(student.conv2d(X, K, (1, 1), (1, 2)), expected, of="conv2d(X, K, (1, 1), (1, 2))", dtype=False)


@points(1, "a kernel of one number multiplies the image by it")
def test_one_number(student, rng, device):
    X, K = rng.normal(3, 4).float(), torch.tensor([[-2.5]], device=device)
    assert_close(student.conv2d(X.clone(), K, (0, 0), (1, 1)), -2.5 * X, of="conv2d(X, [[-2.5]], (0, 0), (1, 1))")


@points(1, "a stride of (2, 3) sees every second row and every third column")
def test_stride(student, rng, device):
    X, K = rng.normal(5, 7).float(), torch.ones(1, 1, device=device)
    assert_close(student.conv2d(X.clone(), K, (0, 0), (2, 3)), X[::2, ::3], of="conv2d(X, [[1]], (0, 0), (2, 3))")


@points(1, "a padding of (2, 1) lays two rows of zeros above and below, and a column on each side")
def test_padding(student, rng, device):
    X, K = rng.normal(2, 3).float(), torch.ones(1, 1, device=device)
    expected = torch.zeros(6, 5, device=device)
    expected[2:4, 1:4] = X
    assert_close(student.conv2d(X, K, (2, 1), (1, 1)), expected, of="conv2d(X, [[1]], (2, 1), (1, 1))", dtype=False)


@points(1, "an image of 8 x 8, a kernel of 3 x 5, a padding of (0, 1) and a stride of (3, 4) give 2 x 2")
def test_shape(student, rng):
    Y = student.conv2d(rng.normal(8, 8).float(), rng.normal(3, 5).float(), (0, 1), (3, 4))
    assert_shape(Y, (2, 2), of="conv2d(X, K, (0, 1), (3, 4))")


@points(3, "gradients reach X and K")
def test_gradient(student, device):
    X = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], device=device, requires_grad=True)
    K = torch.tensor([[1.0, 10.0]], device=device, requires_grad=True)
    came = gradients(lambda X, K: student.conv2d(X, K, (1, 1), (1, 2)), X, K, ones=True)
    wanted = ("X", [[10.0, 1.0, 10.0], [10.0, 1.0, 10.0]]), ("K", [[7.0, 14.0]])
    for (name, expected), gradient in zip(wanted, came, strict=True):
        of = f"the gradient of conv2d(X, K, (1, 1), (1, 2)).sum() for {name}"
        assert_close(gradient, torch.tensor(expected, device=device), of=of, dtype=False)


@aside
@points(1, "the result has the dtype of X", requires="test_one_number")
def test_dtype(student, rng):
    for dtype in (torch.float32, torch.float64):
        came = student.conv2d(rng.normal(3, 4, dtype=dtype), rng.normal(2, 2, dtype=dtype), (1, 1), (2, 2))
        assert_dtype(came, dtype, of=f"{OF} of {dtype}")


@points(1, "X and K are left as they were", requires="test_one_number")
def test_arguments_are_left_alone(student, rng):
    assert_unmodified(student.conv2d, rng.normal(3, 4), rng.normal(2, 2), (1, 1), (2, 2), of=OF)
