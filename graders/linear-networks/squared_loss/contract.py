"""squared_loss(y_hat, y): half the squared error of each prediction, in the shape of the predictions."""

import torch
from hypothesis import strategies as st

from autograder.checks.cases import Case
from autograder.checks.contract import OwnWork, function
from autograder.checks.settings import Setting


def arguments(rng, n=5, q=2):
    return rng.normal(n, q, std=2.0), rng.normal(n, q, std=2.0)


def nearly_right(rng):
    y = 8192 + rng.normal(4, 1).round()  # with errors of sixteenths, so that nothing is rounded before the loss
    return y + rng.integers(-32, 33, (4, 1)) / 16, y


def whole_numbers(dtype):
    return lambda rng: (rng.normal(4, 1).to(dtype), rng.integers(-3, 4, (4, 1)))


def loss(ns, y_hat, y):
    return ns.squared_loss(y_hat, y)


contract = function(
    "squared_loss(y_hat, y)",
    loss,
    arguments,
    sizes=[{"q": 1}, {"n": 1}, {"n": 300}],
    edges={
        "labels as a vector beside a column of predictions": lambda rng: (rng.normal(4, 1), rng.normal(4)),
        "labels as a column beside a vector of predictions": lambda rng: (rng.normal(4), rng.normal(4, 1)),
        "labels in one row beside a table of predictions": lambda rng: (rng.normal(2, 3), rng.normal(6)),
        "predictions without dimensions": lambda rng: (rng.normal(), rng.normal(1)),
        "labels that are whole numbers": lambda rng: (rng.normal(4, 1), torch.tensor([[3], [-1], [0], [200]])),
    },
    cases={
        "nearly_right": Case(
            2,
            "predictions of thousands that are nearly right have a small loss",
            nearly_right,
            tolerance=1e-3,
            search=st.floats(-2, 2).map(lambda error: (torch.tensor([[8192.0 + error]]), torch.tensor([[8192.0]]))),
        ),
        "whole_numbers": Case(
            1,
            "labels that are whole numbers leave the loss the dtype of the predictions",
            {f"predictions of {dtype}": whole_numbers(dtype) for dtype in (torch.float64, torch.float16)},
            dtype=None,
            same_dtype=True,
            rightly=True,
        ),
    },
    untouched={"labels as a vector beside a column of predictions": lambda rng: (rng.normal(4, 1), rng.normal(4))},
    constants=("y",),
    # A slip of convention is charged where it is seen, and not again with each property.
    settings=[
        Setting("twice the loss", loss, right=lambda ns, y_hat, y: 2 * loss(ns, y_hat, y)),
        Setting("the mean of the losses", loss, right=lambda ns, y_hat, y: loss(ns, y_hat, y).mean()),
        Setting("the sum of the losses", loss, right=lambda ns, y_hat, y: loss(ns, y_hat, y).sum()),
        Setting("the mean of the squares", loss, right=lambda ns, y_hat, y: 2 * loss(ns, y_hat, y).mean()),
    ],
    basis=("test_values", "test_public::test_squares"),
    weights={"edges": 3, "gradients": 5, "edge_gradients": 2},
    titles={
        "edges": "labels in another shape than the predictions, or of whole numbers, give the right values",
        "edge_gradients": "these labels give right gradients, too",
    },
    own_work=OwnWork(
        names=("mse_loss", "MSELoss", "huber_loss", "HuberLoss", "smooth_l1_loss", "SmoothL1Loss", "GaussianNLLLoss"),
        ops=("mse_loss", "huber_loss", "smooth_l1_loss"),
    ),
)
