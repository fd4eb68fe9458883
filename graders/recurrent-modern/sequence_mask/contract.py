"""sequence_mask(X, valid_len, value): another value behind the valid steps of each sequence, in a new tensor."""

import torch

from autograder.checks.cases import Case
from autograder.checks.contract import function


def arguments(rng, n=4, steps=5, width=3, value=0.5):
    """X has a third axis, of this width."""
    return rng.normal(n, steps, width), lengths(rng, n, steps), value


def lengths(rng, n, steps):
    """Not all of them full, and one of them."""
    return (
        torch.cat([rng.integers(1, steps, (n - 1,)), rng.integers(steps, steps + 1, (1,))])
        if steps > 1
        else torch.ones(n).long()
    )


def matrix(rng, value=0.0):
    return rng.normal(4, 6).float(), torch.tensor([1, 6, 3, 2]), value


def of_dtype(dtype):
    return lambda rng: (rng.normal(3, 4).float(), torch.tensor([2, 4, 1]).to(dtype), -1.0)


contract = function(
    "sequence_mask(X, valid_len, value)",
    lambda ns, X, valid_len, value: ns.sequence_mask(X, valid_len, value),
    arguments,
    sizes=[
        {"n": 1},
        {"steps": 1},
        {"width": 1},
        {"n": 5, "steps": 5, "width": 5},
        {"n": 2, "steps": 3, "width": 2, "value": -1e6},
    ],
    edges={
        "lengths of zero": lambda rng: (rng.normal(3, 4).float(), torch.tensor([0, 2, 0]), 7.0),
        "all lengths full": lambda rng: (rng.normal(3, 4, 2).float(), torch.tensor([4, 4, 4]), 7.0),
        "infinite and undefined numbers behind the valid ones": lambda rng: (
            torch.tensor([[1.0, float("inf"), float("nan")], [2.0, 3.0, float("-inf")]]),
            torch.tensor([1, 2]),
            0.0,
        ),
        "an infinite value": lambda rng: (rng.normal(3, 4).float(), torch.tensor([1, 2, 4]), float("-inf")),
    },
    cases={
        "matrix": Case(
            2, "X may be a matrix, (B, T)", {"": matrix, "with another value": lambda rng: matrix(rng, -3.0)}
        ),
        "four_axes": Case(
            1, "X may have more axes", lambda rng: (rng.normal(2, 3, 4, 5).float(), torch.tensor([1, 3]), 2.0)
        ),
        "default": Case(
            1,
            "without a value it is 0",
            lambda rng: (rng.normal(2, 3, 2).float(), torch.tensor([1, 2]), 0.0),
            call=lambda ns, X, valid_len, value: ns.sequence_mask(X, valid_len),
            of="sequence_mask(X, valid_len)",
        ),
        "integers": Case(
            1,
            "X may have integers, and keeps its dtype",
            lambda rng: (rng.integers(5, 9, (3, 4)), torch.tensor([1, 4, 2]), 0),
            same_dtype=True,
        ),
        "lengths": Case(
            1,
            "lengths are of any integer dtype",
            {"lengths of int32": of_dtype(torch.int32), "lengths of uint8": of_dtype(torch.uint8)},
        ),
    },
    constants=("valid_len", "value"),
    weights={"values": 3, "sizes": 1, "unmodified": 4, "gradients": 3},
    titles={"unmodified": "X is left as it was: the result is a new tensor"},
)
