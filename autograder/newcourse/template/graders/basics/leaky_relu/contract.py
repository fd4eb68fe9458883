"""What leaky_relu is asked to do; the tests that follow from it are listed in autograder/checks/battery.py."""

import torch

from autograder.checks.contract import OwnWork, function


def arguments(rng, n=4, d=7, slope=0.1):
    return rng.normal(n, d), slope


contract = function(
    "leaky_relu(X, slope)",
    lambda ns, X, slope: ns.leaky_relu(X, slope),
    arguments,
    sizes=[{"n": 1}, {"d": 1, "slope": 0.3}, {"n": 40, "d": 3, "slope": 0.01}],
    edges={"X at zero": lambda rng: (torch.tensor([[0.0, -1.0, 1.0]]), 0.2)},
    own_work=OwnWork(("leaky_relu", "LeakyReLU", "prelu", "PReLU", "rrelu", "RReLU"), ("leaky_relu", "prelu", "rrelu")),
)
