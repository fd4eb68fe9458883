"""What a learner can check at home: examples that are small enough to follow by hand, and properties that must hold."""

import torch

from autograder.checks import assert_close, assert_dtype, assert_shape, assert_tensor, fail, gradients, points
from autograder.checks.compare import describe


def results(student, *args):
    """(Y, moving_mean, moving_var) as the submission returns them."""
    returned = student.batch_norm(*args)
    if not isinstance(returned, tuple | list) or len(returned) != 3:
        fail(
            "batch_norm returned {came}, but should return three tensors: Y, moving_mean, moving_var",
            came=describe(returned),
        )
    for value, name in zip(returned, ("Y", "moving_mean", "moving_var"), strict=True):
        assert_tensor(value, of=name)
    return returned


def fresh(device, *shape):
    """gamma, beta, moving_mean and moving_var of a layer that has seen nothing yet."""
    one, zero = torch.ones(shape, device=device), torch.zeros(shape, device=device)
    return one, zero, zero.clone(), one.clone()


@points(2, "the example of the notebook comes out")
def test_example(student, device):
    X = torch.tensor([[1.0], [3.0], [5.0], [7.0]], device=device)
    Y, moving_mean, moving_var = results(student, X, *fresh(device, 1, 1), 4.0, 0.1)
    assert_close(Y, torch.tensor([[-1.0], [-1 / 3], [1 / 3], [1.0]], device=device), of="Y")
    assert_close(moving_mean, torch.tensor([[0.4]], device=device), of="moving_mean")
    assert_close(moving_var, torch.tensor([[1.4]], device=device), of="moving_var")


@points(1, "in training, each channel of images gets the mean beta and the variance gamma squared")
def test_images(student, rng, device):
    X = rng.normal(5, 2, 3, 4, mean=3.0, std=2.0, dtype=torch.float32)
    gamma, beta = (
        torch.tensor([2.0, 0.5], device=device).reshape(1, 2, 1, 1),
        torch.tensor([-1.0, 4.0], device=device).reshape(1, 2, 1, 1),
    )
    Y, _, _ = results(student, X, gamma, beta, *fresh(device, 1, 2, 1, 1)[2:], 1e-5, 0.1)
    assert_shape(Y, (5, 2, 3, 4), of="Y")
    assert_dtype(Y, torch.float32, of="Y")
    mean, var = Y.mean((0, 2, 3)), Y.var((0, 2, 3), unbiased=False)
    assert_close(mean, torch.tensor([-1.0, 4.0], device=device), of="the mean of Y per channel", tolerance=1e-3)
    assert_close(var, torch.tensor([4.0, 0.25], device=device), of="the variance of Y per channel", tolerance=1e-3)


@points(1, "in prediction, the moving averages are used and left as they are")
def test_prediction_example(student, device):
    X = torch.tensor([[5.0, 0.0], [7.0, 1.0]], device=device)
    gamma, beta = torch.tensor([[1.0, 10.0]], device=device), torch.tensor([[0.0, 1.0]], device=device)
    old_mean, old_var = torch.tensor([[3.0, 1.0]], device=device), torch.tensor([[3.0, 0.0]], device=device)
    with torch.no_grad():
        Y, moving_mean, moving_var = results(student, X, gamma, beta, old_mean.clone(), old_var.clone(), 1.0, 0.1)
    assert_close(Y, torch.tensor([[1.0, -9.0], [2.0, 1.0]], device=device), of="Y")
    assert_close(moving_mean, old_mean, of="moving_mean")
    assert_close(moving_var, old_var, of="moving_var")


@points(1, "the returned averages keep their shape and are outside the graph", requires="test_example")
def test_statistics(student, rng, device):
    for features in ((1, 3), (1, 3, 1, 1)):
        size = (4, 3) if len(features) == 2 else (4, 3, 2, 5)
        X = rng.normal(*size, dtype=torch.float32, requires_grad=True)
        _, *averages = results(student, X, *fresh(device, *features), 1e-5, 0.1)
        for average, name in zip(averages, ("moving_mean", "moving_var"), strict=True):
            assert_shape(average, features, of=name)
            if average.requires_grad:
                fail(
                    "{name} requires a gradient: take the batch's statistics out of the graph before averaging",
                    name=name,
                )


@points(2, "the gradients of a feature sum to zero over the batch, as its mean is taken off", requires="test_example")
def test_sum_of_gradients(student, rng, device):
    X = rng.normal(5, 2, dtype=torch.float32, requires_grad=True)
    (grad,) = gradients(lambda X: results(student, X, *fresh(device, 1, 2), 1e-5, 0.1)[0], X)
    assert_shape(grad, (5, 2), of="the gradient for X")
    assert_close(grad.sum(0), torch.zeros(2, device=device), of="the sum of the gradients per feature", tolerance=1e-4)
