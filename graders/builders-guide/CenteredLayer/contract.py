"""CenteredLayer(): a module without parameters, which subtracts the mean of all of its input."""

import torch

from autograder.checks.cases import Case
from autograder.checks.contract import module


def arguments(rng, n=4, d=3):
    return (rng.normal(n, d, mean=1.0),)


NOTHING = "a module without parameters and statistics has no state"
contract = module(
    "CenteredLayer()(X)",
    lambda ns: ns.CenteredLayer(),
    arguments,
    sizes=[{"n": 1}, {"d": 1}, {"n": 50, "d": 20}],
    edges={
        "a vector": lambda rng: (rng.normal(5, mean=2.0).float(),),
        "images": lambda rng: (rng.normal(2, 3, 4, 4, mean=-1.0).float(),),
        "one number": lambda rng: (torch.tensor([[7.0]]),),
        "a number without dimensions": lambda rng: (torch.tensor(-3.0),),
    },
    cases={
        "large_sum": Case(
            1,
            "the mean is right where the sum is too large for float16",
            {
                "9 and 11": lambda rng: (torch.tensor([[9.0, 11.0]] * 5000, dtype=torch.float16),),
                "-20 and -30": lambda rng: (torch.tensor([-20.0, -30.0] * 2000, dtype=torch.float16),),
            },
            dtype=None,
            requires="test_values",
            aside=True,
        ),
    },
    weights={"modes": 1, "edges": 2, "gradients": 5, "edge_gradients": 2},
    titles={
        "edges": "vectors, images and single numbers",
        "modes": "training and evaluation give the same, and forward leaves the mode alone",
        "registered": "there are no parameters",
    },
    without={"state": NOTHING},
)
