"""Accumulator(n): n sums that grow together, as Python floats. It is used on the submission's side, where it may be a list."""

import torch

from autograder.checks import inside
from autograder.checks.contract import plain


@inside
def sums(Accumulator, n, added):
    accumulator = Accumulator(n)
    for numbers in added:
        accumulator.add(*numbers)
    return [accumulator[i] for i in range(n)]


def arguments(rng, n=3, times=4):
    """Quarters, whose sums are exact in any order."""
    rows = rng.integers(-40, 40, (times, n)).tolist()
    return n, [[number / 4 for number in row] for row in rows]


HALF = torch.tensor(0.5, dtype=torch.float16)
LARGE, ONE = torch.tensor(2.0**24), torch.tensor(1.0)

contract = plain(
    "Accumulator(n)",
    lambda ns, n, added: sums(ns, ns.Accumulator, n, added),
    arguments,
    sizes=[{"n": 1}, {"times": 1}, {"n": 7}, {"times": 100}],
    edges={
        "nothing added": lambda rng: (3, []),
        "integers and booleans": lambda rng: (2, [[3, True], [4, False], [5, True]]),
        "tensors that hold one number": lambda rng: (2, [[HALF, torch.tensor([2])], [1, 3]]),
        "more than a float32 can count": lambda rng: (1, [[2.0**24], [1], [1], [1]]),
        "more than tensors of float32 can count": lambda rng: (1, [[LARGE], [ONE], [ONE], [ONE]]),
    },
    weights={"edges": 2},
    titles={
        "values": "each number is added to the sum in its place",
        "edges": "zeros to begin with; integers, booleans and tensors of one number; large sums",
    },
)
