"""What a learner can run: the worked example, shapes, gradients and dtypes."""

import torch

from autograder.checks import aside, assert_close, assert_dtype, assert_shape, assert_unmodified, gradients, points

OF = "corr2d_multi_in_out(X, K)"


def example(device):
    X = torch.tensor([[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]], [[1.0, 0.0, 1.0], [0.0, 2.0, 0.0]]], device=device)
    kernels = [[[[1.0, 2.0]], [[10.0, 0.0]]], [[[0.0, 1.0]], [[0.0, 0.0]]], [[[0.0, 0.0]], [[1.0, 1.0]]]]
    return X, torch.tensor(kernels, device=device)


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    expected = [[[12.0, 5.0], [11.0, 34.0]], [[1.0, 2.0], [4.0, 5.0]], [[1.0, 1.0], [2.0, 2.0]]]
    came = student.corr2d_multi_in_out(*example(device))
    assert_close(came, torch.tensor(expected, device=device), of=OF, dtype=False)


@points(1, "one channel in and one out, with a kernel of one number: it multiplies the channel")
def test_one_number(student, rng, device):
    X, K = rng.normal(1, 3, 4).float(), torch.tensor([[[[-2.5]]]], device=device)
    assert_close(student.corr2d_multi_in_out(X.clone(), K), -2.5 * X, of="corr2d_multi_in_out(X, [[[[-2.5]]]])")


@points(1, "three channels of 6 x 8 with kernels of shape (4, 3, 2, 5) give four of 5 x 4")
def test_shape(student, rng):
    came = student.corr2d_multi_in_out(rng.normal(3, 6, 8).float(), rng.normal(4, 3, 2, 5).float())
    assert_shape(came, (4, 5, 4), of=OF)


@points(2, "gradients reach X and K")
def test_gradient(student, device):
    came = gradients(student.corr2d_multi_in_out, *(t.requires_grad_() for t in example(device)), ones=True)
    of_image = [[1.0, 4.0, 3.0]] * 2, [[11.0, 12.0, 1.0]] * 2
    of_kernels = [([[8.0, 12.0]], [[3.0, 3.0]])] * 3
    for name, gradient, expected in zip("XK", came, (of_image, of_kernels), strict=True):
        of = f"the gradient of {OF}.sum() for {name}"
        assert_close(gradient, torch.tensor(expected, device=device), of=of, dtype=False)


@aside
@points(1, "the result has the dtype of X", requires="test_one_number")
def test_dtype(student, rng):
    for dtype in (torch.float32, torch.float64):
        came = student.corr2d_multi_in_out(rng.normal(2, 3, 4, dtype=dtype), rng.normal(3, 2, 2, 2, dtype=dtype))
        assert_dtype(came, dtype, of=f"{OF} of {dtype}")


@points(1, "X and K are left as they were", requires="test_one_number")
def test_arguments_are_left_alone(student, rng):
    assert_unmodified(student.corr2d_multi_in_out, rng.normal(2, 3, 4), rng.normal(3, 2, 2, 2), of=OF)
