"""evaluate_accuracy(net, data_iter): nets are made on the submission's side. What a net's mode changes has tests of its own.

The number of right predictions in place of their share is one slip: test_sizes, which others require, is asked where it is right.
"""

import torch
from torch import nn

from autograder.checks import inside
from autograder.checks.contract import writes
from autograder.checks.settings import Setting


@inside
def share(evaluate, W, b, X, y, size, *, once=False):
    """Of a linear net; the minibatches in a list, or to be gone through once."""
    net = nn.Linear(*W.T.shape, dtype=W.dtype, device=W.device)
    net.load_state_dict({"weight": W, "bias": b})
    batches = zip(X.split(size), y.split(size), strict=True)
    return evaluate(net, batches if once else list(batches))


def arguments(rng, n=12, d=3, q=4, size=4, labels=torch.int64):
    """About half of the labels are what the net predicts."""
    W, b, X, other = rng.normal(q, d), rng.normal(q), rng.normal(n, d), rng.integers(0, q, (n,))
    predicted = (X @ W.T + b).argmax(dim=1)
    return W, b, X, torch.where(rng.integers(0, 2, (n,)) == 1, predicted, other).to(labels), size


def column(rng):
    W, b, X, y, size = arguments(rng)
    return W, b, X, y.reshape(-1, 1), size


def evaluated(ns, W, b, X, y, size):
    return share(ns, ns.evaluate_accuracy, W, b, X, y, size)


def of_count(ns, *args):
    count = evaluated(ns, *args)
    return count / args[3].numel() if isinstance(count, int | float) else count


contract = writes(
    "evaluate_accuracy(net, data_iter)",
    evaluated,
    arguments,
    sizes=[{"n": 1}, {"size": 12}, {"q": 2, "n": 16}, {"n": 3, "size": 1}],
    edges={
        "labels of int32": lambda rng: arguments(rng, labels=torch.int32),
        "labels as a column": column,
        "600 labels of uint8 in one minibatch": lambda rng: arguments(rng, n=600, size=600, labels=torch.uint8),
    },
    settings=[Setting("count", of_count, right=evaluated)],
    weights={"edges": 2},
    titles={
        "values": "the share of right predictions of a net, over several minibatches",
        "dtype": "nets of float32 and float64",
    },
    without={"half": "16-bit formats are the net's matter", "cost": "the result is a Python float, no tensor"},
)
