"""What a learner can run: the worked example, shapes, gradients and dtypes."""

import torch

from autograder.checks import aside, assert_close, assert_dtype, assert_shape, assert_unmodified, gradients, points

OF = "corr2d_multi_in_out_1x1(X, K)"


def example(device):
    X = torch.tensor([[[1.0, 2.0, 3.0]], [[10.0, 20.0, 30.0]]], device=device)
    return X, torch.tensor([[1.0, 1.0], [2.0, 0.0], [0.0, -1.0]], device=device).reshape(3, 2, 1, 1)


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    expected = [[[11.0, 22.0, 33.0]], [[2.0, 4.0, 6.0]], [[-10.0, -20.0, -30.0]]]
    came = student.corr2d_multi_in_out_1x1(*example(device))
    assert_close(came, torch.tensor(expected, device=device), of=OF, dtype=False)


@points(1, "two pixels trade places, and so do their results", requires="test_example")
def test_pixels(student, rng):
    X, K = rng.normal(3, 2, 2).float(), rng.normal(4, 3, 1, 1).float()
    turned = student.corr2d_multi_in_out_1x1(X.flip(1), K)
    assert_shape(turned, (4, 2, 2), of=OF)
    straight = student.corr2d_multi_in_out_1x1(X, K)
    assert_close(turned, straight.flip(1), of="corr2d_multi_in_out_1x1(X.flip(1), K)", dtype=False)


@points(1, "three channels of 4 x 5 become two of 4 x 5", requires="test_example")
def test_shape(student, rng):
    came = student.corr2d_multi_in_out_1x1(rng.normal(3, 4, 5).float(), rng.normal(2, 3, 1, 1).float())
    assert_shape(came, (2, 4, 5), of=OF)


@points(2, "gradients reach X and K")
def test_gradient(student, device):
    X, K = (t.requires_grad_() for t in example(device))
    of_X, of_K = gradients(student.corr2d_multi_in_out_1x1, X, K, ones=True)
    expected = torch.tensor([[[3.0] * 3], [[0.0] * 3]], device=device)
    assert_close(of_X, expected, of=f"the gradient of {OF}.sum() for X", dtype=False)
    expected = torch.tensor([[6.0, 60.0]] * 3, device=device).reshape(3, 2, 1, 1)
    assert_close(of_K, expected, of=f"the gradient of {OF}.sum() for K", dtype=False)


@aside
@points(1, "the result has the dtype of X", requires="test_example")
def test_dtype(student, rng):
    for dtype in (torch.float32, torch.float64):
        came = student.corr2d_multi_in_out_1x1(rng.normal(2, 3, 4, dtype=dtype), rng.normal(3, 2, 1, 1, dtype=dtype))
        assert_dtype(came, dtype, of=f"{OF} of {dtype}")


@points(1, "X and K are left as they were", requires="test_example")
def test_arguments_are_left_alone(student, rng):
    assert_unmodified(student.corr2d_multi_in_out_1x1, rng.normal(2, 3, 4), rng.normal(3, 2, 1, 1), of=OF)
