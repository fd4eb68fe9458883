"""AddNorm(normalized_shape, dropout): the sum of a part's input and its result, normalised.

Both a single number and several sides are shapes to be normalised. The layer normalisation may be torch's.
"""

import torch
from hypothesis import strategies as st

from autograder.checks.cases import Case
from autograder.checks.contract import module


def arguments(rng, B=2, n=3, h=6, sides=1, dropout=0.0, std=1.0):
    """With two sides, normalised over tokens and features."""
    shape = [h] if sides == 1 else [n, h]
    return shape, dropout, rng.normal(B, n, h, std=std), rng.normal(B, n, h, std=std)


def one_number(rng):
    _, dropout, X, Y = arguments(rng)
    return X.shape[-1], dropout, X, Y


def alike(rng):
    """All features of a token are the same: there is no variance."""
    shape, dropout, X, Y = arguments(rng)
    return shape, dropout, torch.ones_like(X), torch.ones_like(Y)


contract = module(
    "AddNorm(normalized_shape, dropout)(X, Y)",
    lambda ns, normalized_shape, dropout: ns.AddNorm(normalized_shape, dropout),
    arguments,
    biases=True,
    sizes=[{"n": 1}, {"B": 1}, {"h": 3, "n": 3}, {"h": 50}, {"dropout": 0.5}, {"B": 3, "n": 20}],
    small={"h": st.sampled_from((2, 3))},
    cases={
        "one_number": Case(1, "normalized_shape may be a single number", one_number),
        "two_sides": Case(1, "normalized_shape may have two sides", lambda rng: arguments(rng, sides=2)),
        # Of a spread of 0.003 the variance is as large as eps.
        "eps": Case(1, "eps is 1e-5, inside the root", lambda rng: arguments(rng, std=0.003)),
        "alike": Case(
            1, "features that are all alike have finite values and gradients", alike, gradient=True, tolerance=1e-2
        ),
    },
    titles={"sizes": "one token, one sequence, other widths, and evaluation with dropout"},
)
