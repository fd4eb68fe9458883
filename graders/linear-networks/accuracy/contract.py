"""accuracy(y_hat, y): how many predictions are right, as a number. The share of them is one slip, which costs the values."""

import torch

from autograder.checks.cases import Case
from autograder.checks.contract import function
from autograder.checks.settings import Setting


def arguments(rng, n=13, q=4):
    """About half of the labels are the classes with the highest scores."""
    scores, other = rng.normal(n, q), rng.integers(0, q, (n,))
    return scores, torch.where(rng.integers(0, 2, (n,)) == 1, scores.argmax(dim=1), other)


def of_share(ns, y_hat, y):
    share = ns.accuracy(y_hat, y)
    return round(float(share) * y.numel(), 3) if isinstance(share, int | float) else share


def given(y_hat, y, *kinds, scores=torch.float32):
    return lambda rng: (torch.tensor(y_hat, dtype=scores), torch.tensor(y).to(*kinds))


def right_ones(n, dtype):
    """Scores of this dtype, all of which predict the label."""
    return torch.tensor([[0.0, 1.0]] * n, dtype=dtype), torch.ones(n, dtype=torch.int64)


def many_classes(rng):
    """More classes than bfloat16 can tell apart. Each label is the neighbour of the class that is predicted."""
    scores = torch.zeros(2, 300, dtype=torch.bfloat16)
    scores[0, 257] = scores[1, 298] = 1.0
    return scores, torch.tensor([256, 299])


def count(ns, y_hat, y):
    return ns.accuracy(y_hat, y)


PREDICTED, Y = [2, 0, 1, 1, 3], [2, 1, 1, 0, 3]
column = [[i] for i in Y]

contract = function(
    "accuracy(y_hat, y)",
    count,
    arguments,
    sizes=[{"n": 1}, {"q": 2}, {"n": 4, "q": 4}, {"n": 300}],
    edges={
        **{f"labels of {d}": given(torch.eye(4)[PREDICTED].tolist(), Y, d) for d in (torch.int32, torch.uint8)},
        "scores that differ in their last digits": given(
            [[1.0, 1 + 1e-12], [1 + 1e-12, 1.0]], [1, 0], torch.int64, scores=torch.float64
        ),
        "300 right predictions, labels of uint8": given([[0.0, 1.0]] * 300, [1] * 300, torch.uint8),
    },
    cases={
        "predicted_labels": Case(
            3,
            "y_hat may hold predicted labels in place of scores, as integers or floats",
            {"integers": given(PREDICTED, Y, scores=torch.int64), "floats": given([float(i) for i in PREDICTED], Y)},
            dtype=None,
            rightly=True,
        ),
        "columns": Case(
            2,
            "a vector beside a column is compared pair by pair",
            {
                "labels as a column": given(torch.eye(4)[PREDICTED].tolist(), column),
                "a column of predicted labels": given([[i] for i in PREDICTED], Y, scores=torch.int64),
                "predicted labels beside a column": given(PREDICTED, column, scores=torch.int64),
            },
            dtype=None,
            rightly=True,
        ),
        "many": Case(
            2,
            "many right predictions are counted exactly, and many classes told apart, whatever the dtype of the scores",
            {
                "300 classes, scores of bfloat16": many_classes,
                "301 of bfloat16": lambda rng: right_ones(301, torch.bfloat16),
                "2051 of float16": lambda rng: right_ones(2051, torch.float16),
            },
            dtype=None,
            rightly=True,
        ),
    },
    untouched={"labels as a column": given(torch.eye(4)[PREDICTED].tolist(), column)},
    settings=[Setting("share", of_share, right=count)],
    basis=("test_values", "test_sizes"),
    titles={"edges": "labels of any integer dtype, and many of them", "half": "scores of float16 and bfloat16, too"},
    without={
        **dict.fromkeys(("gradients", "gradcheck", "edge_gradients"), "a count has no gradient"),
        **dict.fromkeys(("dtype", "cost"), "the result is a Python float, no tensor"),
    },
)
