"""gaussian(x): exp(-x²/2), without the factor that makes its area one, which weights do not need."""

import torch

from autograder.checks.contract import function


def arguments(rng, n=4, d=7):
    return (rng.normal(n, d, std=1.5),)


contract = function(
    "gaussian(x)",
    lambda ns, x: ns.gaussian(x),
    arguments,
    sizes=[{"n": 1}, {"d": 1}, {"n": 3, "d": 3}, {"n": 100}],
    edges={
        "a number without dimensions": lambda rng: (torch.tensor(-0.5),),
        "a vector": lambda rng: (rng.normal(5).float(),),
        "zeros": lambda rng: (torch.zeros(2, 3),),
        "differences of 100 and more": lambda rng: (torch.tensor([-100.0, 100.0, 1e4, 1.0]),),
    },
    titles={
        "edges": "a number, a vector, zeros and large differences give the right values",
        "edge_gradients": "the gradients of these are finite and right, too",
    },
)
