"""constant(x): 1 for every difference. Booleans are welcome, and nothing is asked of gradients."""

import torch

from autograder.checks.contract import function


def arguments(rng, n=4, d=7):
    return (rng.normal(n, d, std=1.5),)


def number(ns, x):
    """The result, booleans as numbers of the dtype of x."""
    came = ns.constant(x)
    return came.to(x.dtype) if isinstance(came, torch.Tensor) and came.dtype == torch.bool else came


NO_GRADIENT = "a constant has the gradient zero, or none"
contract = function(
    "constant(x)",
    number,
    arguments,
    sizes=[{"n": 1}, {"d": 1}, {"n": 3, "d": 3}, {"n": 100}],
    edges={
        "a number without dimensions": lambda rng: (torch.tensor(-0.5),),
        "a vector": lambda rng: (rng.normal(5).float(),),
        "zeros": lambda rng: (torch.zeros(2, 3),),
        "large and small differences": lambda rng: (torch.tensor([1e30, -1e30, 1e-30]),),
    },
    weights={"edges": 3},
    titles={"edges": "a number, a vector, zeros, large and small differences give ones, too"},
    without=dict.fromkeys(("gradients", "gradcheck", "edge_gradients"), NO_GRADIENT),
)
