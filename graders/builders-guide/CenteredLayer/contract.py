"""CenteredLayer(): a module without parameters, which subtracts the mean of all of its input."""

import torch

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
    weights={"modes": 1, "edges": 2, "gradients": 5, "edge_gradients": 2},
    titles={
        "edges": "vectors, images and single numbers",
        "modes": "training and evaluation give the same, and forward leaves the mode alone",
        "registered": "there are no parameters",
    },
    without={"state": NOTHING},
)
