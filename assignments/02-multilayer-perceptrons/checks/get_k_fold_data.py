"""What a learner can run: the three folds of the worked example, and that nothing is changed."""

import torch

from autograder.checks import assert_close, assert_unmodified, fail, points

OF = "get_k_fold_data(3, {i}, X, y) of the worked example"


def four(student, device, i, n=7):
    X = torch.arange(float(n), device=device).reshape(-1, 1)
    came = student.get_k_fold_data(3, i, X, 10 * X)
    if not isinstance(came, tuple | list) or len(came) != 4:
        fail("{of} is {came}, but should be four tensors", of=OF.format(i=i), came=type(came).__name__)
    return came


def compared(student, device, i, train, valid, n=7):
    came = four(student, device, i, n)
    names = ("X_train", "y_train", "X_valid", "y_valid")
    for name, part, numbers, factor in zip(names, came, (train, train, valid, valid), (1, 10, 1, 10), strict=True):
        expected = factor * torch.tensor(numbers, device=device).reshape(-1, 1)
        assert_close(part, expected, of=f"{name} of {OF.format(i=i)}", dtype=False)


@points(2, "the fold in the middle comes out as in the text")
def test_example(student, device):
    compared(student, device, 1, [0.0, 1.0, 4.0, 5.0], [2.0, 3.0])


@points(1, "so do the first and the last")
def test_first_and_last(student, device):
    compared(student, device, 0, [2.0, 3.0, 4.0, 5.0], [0.0, 1.0])
    compared(student, device, 2, [0.0, 1.0, 2.0, 3.0], [4.0, 5.0])


@points(1, "six examples leave nothing over")
def test_nothing_left_over(student, device):
    compared(student, device, 1, [0.0, 1.0, 4.0, 5.0], [2.0, 3.0], n=6)


@points(1, "X and y are left as they were", requires_one_of=("test_example", "test_nothing_left_over"))
def test_arguments_are_left_alone(student, rng):
    assert_unmodified(
        student.get_k_fold_data, 3, 1, rng.normal(7, 2), rng.normal(7, 1), of="get_k_fold_data(3, 1, X, y)"
    )
