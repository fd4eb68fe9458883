"""What a learner can run: the worked example, shapes, gradients and dtypes."""

import torch

from autograder.checks import aside, assert_close, assert_dtype, assert_shape, assert_unmodified, gradients, points

OF = "corr2d_multi_in(X, K)"


def example(device):
    X = torch.tensor([[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]], [[1.0, 0.0, 1.0], [0.0, 2.0, 0.0]]], device=device)
    return X, torch.tensor([[[1.0, 2.0]], [[10.0, 0.0]]], device=device)


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    expected = torch.tensor([[12.0, 5.0], [11.0, 34.0]], device=device)
    assert_close(student.corr2d_multi_in(*example(device)), expected, of=OF, dtype=False)


@points(1, "of one channel, a kernel of one number multiplies it")
def test_one_channel(student, rng, device):
    X, K = rng.normal(1, 3, 4).float(), torch.tensor([[[-2.5]]], device=device)
    assert_close(student.corr2d_multi_in(X.clone(), K), -2.5 * X[0], of="corr2d_multi_in(X, [[[-2.5]]])", dtype=False)


@points(1, "five channels of 6 x 8 with kernels of 2 x 5 give one of 5 x 4")
def test_shape(student, rng):
    assert_shape(student.corr2d_multi_in(rng.normal(5, 6, 8).float(), rng.normal(5, 2, 5).float()), (5, 4), of=OF)


@points(2, "gradients reach X and K")
def test_gradient(student, device):
    came = gradients(student.corr2d_multi_in, *(t.requires_grad_() for t in example(device)), ones=True)
    of_channels = [[1.0, 3.0, 2.0]] * 2, [[10.0, 10.0, 0.0]] * 2
    for name, gradient, expected in zip("XK", came, (of_channels, ([[8.0, 12.0]], [[3.0, 3.0]])), strict=True):
        of = f"the gradient of {OF}.sum() for {name}"
        assert_close(gradient, torch.tensor(expected, device=device), of=of, dtype=False)


@aside
@points(1, "the result has the dtype of X", requires="test_one_channel")
def test_dtype(student, rng):
    for dtype in (torch.float32, torch.float64):
        came = student.corr2d_multi_in(rng.normal(2, 3, 4, dtype=dtype), rng.normal(2, 2, 2, dtype=dtype))
        assert_dtype(came, dtype, of=f"{OF} of {dtype}")


@points(1, "X and K are left as they were", requires="test_one_channel")
def test_arguments_are_left_alone(student, rng):
    assert_unmodified(student.corr2d_multi_in, rng.normal(2, 3, 4), rng.normal(2, 2, 2), of=OF)
