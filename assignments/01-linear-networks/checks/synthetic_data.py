"""What a learner can run: shapes, the labels of the worked example, and what the contract says of chance."""

import torch

from autograder.checks import assert_shape, assert_unmodified, fail, points

OF = "synthetic_data([2, -3], 4, 1000)"


def thousand(student, device):
    """Features and labels, with the right shapes."""
    result = student.synthetic_data(torch.tensor([2.0, -3.0], device=device), 4.0, 1000)
    if not isinstance(result, tuple | list) or len(result) != 2:
        fail("{of} is {came}, but should be a pair: features and labels", of=OF, came=type(result).__name__)
    for part, shape, name in zip(result, ((1000, 2), (1000, 1)), ("X", "y"), strict=True):
        assert_shape(part, shape, of=f"the {name} of {OF}")
    return (part.detach().cpu().double() for part in result)


@points(2, "labels are 2 x_1 - 3 x_2 + 4, give or take 0.01")
def test_labels(student, device):
    X, y = thousand(student, device)
    noise = y[:, 0] - (2 * X[:, 0] - 3 * X[:, 1] + 4)
    of = f"with X and y from {OF}, y - (X w + b)"
    if not float(noise.abs().max()) < 0.06:
        fail(
            "{of} is {came} for one example, but nearly always below 0.04",
            of=of,
            came=f"{float(noise.abs().max()):.3g}",
        )
    if not 0.008 < float(noise.std()) < 0.012:
        fail("{of} has a standard deviation of {came}, but should have 0.01", of=of, came=f"{float(noise.std()):.3g}")


@points(1, "features have mean 0 and standard deviation 1")
def test_features(student, device):
    X, _ = thousand(student, device)
    for column in range(2):
        mean, std = float(X[:, column].mean()), float(X[:, column].std())
        if not abs(mean) < 0.2 or not 0.85 < std < 1.15:
            fail(
                "column {column} of X has mean {mean} and standard deviation {std}, but should have 0 and 1",
                column=column,
                mean=f"{mean:.2f}",
                std=f"{std:.2f}",
            )


@points(1, "other data at each call", requires="test_labels")
def test_fresh(student, device):
    if torch.equal(*(next(thousand(student, device)) for _ in range(2))):
        fail("two calls give the same features: is a seed set inside?")


@points(1, "w is left as it was", requires="test_labels")
def test_argument_is_left_alone(student, rng):
    assert_unmodified(
        student.synthetic_data, rng.normal(3, dtype=torch.float32), 1.0, 5, of="synthetic_data(w, b, num_examples)"
    )
