"""What is special about normal_equation: columns that are nearly collinear.

There the weights are uncertain and the predictions are not, so these are compared: X w + b, computed in float64 where the
answer runs, so that weights which differ from run to run in their last digits are no part of what is recorded. The condition number is such that working on X itself loses few digits, and forming X^T X loses nearly all.
"""

import torch

from autograder.checks import agree, inside, points
from autograder.devices.simulated import to_device


@inside
def predicted(normal_equation, X, y):
    w, b = normal_equation(X.clone(), y)  # what an answer does to X has a test of its own
    return (X.double() @ w.double() + b.double()).to(X.dtype)


def predictions(ns, X, y):
    return predicted(ns, ns.normal_equation, X, y)


def nearly_collinear(rng, dtype, apart):
    x = rng.normal(20, 1)
    X = torch.cat([x, x + apart * rng.normal(20, 1), rng.normal(20, 1)], dim=1)
    return X.to(dtype), (X[:, :1] + 2 * X[:, 1:2] - X[:, 2:] + 0.5 * rng.normal(20, 1)).to(dtype)


OF = "with nearly collinear columns, the predictions of normal_equation(X, y)"


@points(5, "the predictions are right where two columns are nearly the same", requires="test_values")
def test_nearly_collinear(student, reference, rng):
    agree(student, reference, predictions, *nearly_collinear(rng, torch.float64, 1e-7), of=OF, tolerance=2e-5)
    agree(student, reference, predictions, *nearly_collinear(rng, torch.float32, 3e-4), of=OF, tolerance=3e-2)


@points(1, "features far from zero, such as years, are no trouble", requires="test_values")
def test_far_from_zero(student, reference, rng, device):
    years = to_device(torch.arange(2000.0, 2020.0, dtype=torch.float64).reshape(-1, 1), device)
    X = torch.cat([years, years**2 / 1000], dim=1)
    y = rng.normal(20, 1) + years / 10
    of = "with X of years and their squares, the predictions of normal_equation(X, y)"
    agree(student, reference, predictions, X, y, of=of, tolerance=1e-4)
