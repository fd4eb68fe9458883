"""numerical_gradient(f, x, h): central differences, one element after the other. f is made on the submission's side."""

import torch

from autograder.checks import inside
from autograder.checks.contract import OwnWork, function


@inside
def bowl(x):
    """A function in which no two elements play the same part, and whose third derivatives are not zero."""
    weights = torch.arange(1, x.numel() + 1, dtype=x.dtype, device=x.device).reshape(x.shape)
    return (weights * x**3).sum() + x.prod()


@inside
def gradient(numerical_gradient, x, h):
    return numerical_gradient(bowl, x, h)


def arguments(rng, n=3, m=2, h=0.1):
    return rng.normal(n, m), h


DERIVATIVES = "autograd backward grad grad_and_value hessian jacobian jacfwd jacrev jvp linearize run_backward vjp"
NO_GRAPH = "the result of finite differences has no graph"
contract = function(
    "numerical_gradient(f, x, h)",
    lambda ns, x, h: gradient(ns, ns.numerical_gradient, x, h),
    arguments,
    sizes=[{"n": 1, "m": 1}, {"n": 5, "h": 0.01}, {"m": 4, "h": 0.5}],
    edges={
        "a number without dimensions": lambda rng: (torch.tensor(2.0, dtype=torch.float64), 0.1),
        "three axes": lambda rng: (rng.normal(2, 1, 3), 0.1),
        "a vector with one large element": lambda rng: (torch.tensor([1e3, 0.0], dtype=torch.float64), 0.1),
    },
    weights={"sizes": 1, "layouts": 2},
    without={
        "gradients": NO_GRAPH,
        "gradcheck": NO_GRAPH,
        "edge_gradients": NO_GRAPH,
        "half": "differences of 16-bit numbers have no digits left",
        "cost": "a call of f for each element: the work grows with the square of their number",
    },
    own_work=OwnWork(names=tuple(DERIVATIVES.split())),
)
