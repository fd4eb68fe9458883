"""What a learner can run: the worked example, part by part, and what the contract says of the arguments."""

import torch

from autograder.checks import aside, assert_close, assert_dtype, assert_unmodified, fail, points

OF = "mlp_gradients(X, y, params) of the worked example"
RIGHT = ("test_first_layer", "test_last_layer", "test_one_example")


def example(device, dtype=torch.float32):
    """Two examples of class 1; hidden units (5, 2) and (0, 0); each of the two classes has probability 1/2 for both."""
    numbers = ([[4.0, 1.0], [-1.0, 0.0]], [[1.0, 1.0], [1.0, -1.0]], [0.0, -1.0], [[2.0, 0.0], [0.0, 5.0]], [0.0, 0.0])
    X, *params = (torch.tensor(some, device=device, dtype=dtype) for some in numbers)
    return X, torch.tensor([1, 1], device=device), tuple(params)


def four(student, *args):
    came = student.mlp_gradients(*args)
    if not isinstance(came, tuple | list) or len(came) != 4:
        fail("{of} is {came}, but should be a tuple of four gradients", of=OF, came=type(came).__name__)
    return came


def compared(student, device, names, expected, rows=2):
    X, y, params = example(device)
    came = dict(zip(("W1", "b1", "W2", "b2"), four(student, X[:rows], y[:rows], params), strict=True))
    for name, numbers in zip(names, expected, strict=True):
        of = f"the gradient for {name} in {OF}" + (", its first row alone" if rows == 1 else "")
        assert_close(came[name], torch.tensor(numbers, device=device), of=of, dtype=False)


@points(2, "the gradients of the last layer come out as in the text")
def test_last_layer(student, device):
    compared(student, device, ("W2", "b2"), ([[1.25, -1.25], [0.5, -0.5]], [0.5, -0.5]))


@points(2, "the gradients of the first layer come out as in the text")
def test_first_layer(student, device):
    compared(student, device, ("W1", "b1"), ([[2.0, -5.0], [0.5, -1.25]], [0.5, -1.25]))


@points(1, "of the first example alone, where the mean is the loss itself, the gradients are right")
def test_one_example(student, device):
    expected = ([[4.0, -10.0], [1.0, -2.5]], [1.0, -2.5], [[2.5, -2.5], [1.0, -1.0]], [0.5, -0.5])
    compared(student, device, ("W1", "b1", "W2", "b2"), expected, rows=1)


@aside
@points(1, "the gradients have the dtype of the parameters", requires_one_of=RIGHT)
def test_dtype(student, device):
    for dtype in (torch.float32, torch.float64):
        for gradient in four(student, *example(device, dtype)):
            assert_dtype(gradient, dtype, of=f"a gradient of parameters of {dtype}")


@points(1, "X, y and the parameters are left as they were", requires_one_of=RIGHT)
def test_arguments_are_left_alone(student, device):
    assert_unmodified(student.mlp_gradients, *example(device), of="mlp_gradients(X, y, params)")
