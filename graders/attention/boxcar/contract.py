"""boxcar(x): 1 where |x| < 1, else 0; booleans are welcome. A box is flat: nothing is asked of gradients."""

import torch

from autograder.checks.contract import function


def arguments(rng, n=4, d=7):
    return (rng.normal(n, d, std=1.5),)


def number(ns, x):
    """The result, booleans as numbers of the dtype of x."""
    came = ns.boxcar(x)
    return came.to(x.dtype) if isinstance(came, torch.Tensor) and came.dtype == torch.bool else came


NO_GRADIENT = "a box is flat, and booleans have no gradient"
contract = function(
    "boxcar(x)",
    number,
    arguments,
    sizes=[{"n": 1}, {"d": 1}, {"n": 3, "d": 3}, {"n": 100}],
    edges={
        "a number without dimensions": lambda rng: (torch.tensor(-0.5),),
        "a vector": lambda rng: (torch.tensor([0.99, -0.99, 1.01, -1.01, 0.0]),),
        "1 and -1": lambda rng: (torch.tensor([[1.0, -1.0, 0.5]]),),
    },
    weights={"edges": 3},
    titles={"edges": "a number, a vector, and 1 and -1, which are outside, give the right values"},
    without=dict.fromkeys(("gradients", "gradcheck", "edge_gradients"), NO_GRADIENT),
)
