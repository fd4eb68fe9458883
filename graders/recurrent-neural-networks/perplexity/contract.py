"""perplexity(log_probabilities): the exponential of the mean negative logarithm.

The result is a number: a tensor without dimensions or one of Python, as somebody likes who prints it. It is turned into a tensor
of the dtype of the arguments, so a float is asked for no digits of its own.
"""

import math

import torch

from autograder.checks.cases import Case
from autograder.checks.contract import function


def arguments(rng, n=6):
    """Logarithms of probabilities from 0.05 to 0.95."""
    return (rng.uniform(n, low=0.05, high=0.95).log(),)


def matrix(rng):
    return (rng.uniform(3, 4, low=0.05, high=0.95).log(),)


def called(ns, log_probabilities):
    return number(ns.perplexity(log_probabilities), log_probabilities)


def number(came, log_probabilities):
    """A number of Python as a tensor like the arguments; whatever else as it came."""
    if isinstance(came, int | float) and not isinstance(came, bool):
        return torch.tensor(came, dtype=log_probabilities.dtype, device=log_probabilities.device)
    return came


NO_GRADIENT = "it is read, not trained by, and may be a number of Python"
contract = function(
    "perplexity(log_probabilities)",
    called,
    arguments,
    sizes=[{"n": 1}, {"n": 2}, {"n": 50}, {"n": 3000}],
    edges={
        "tokens that are certain": lambda rng: (torch.zeros(4, dtype=torch.float64),),
        "a token of probability 0": lambda rng: (torch.tensor([-1.0, -math.inf, -2.0]),),
        "logarithms in three rows": matrix,
    },
    views={"rows that are turned": lambda rng: ((-rng.uniform(3, 4, low=0.1, high=3)).mT,)},
    cases={
        "guessing": Case(
            2,
            "who guesses among k tokens has a perplexity of k",
            {f"{k} tokens": lambda rng, k=k: (torch.full((7,), -math.log(k)),) for k in (2, 10, 28)},
        ),
        "unlikely": Case(
            1,
            "many tokens that are nearly impossible",
            lambda rng: (-rng.uniform(400, low=5, high=15),),
        ),
        "long_in_float16": Case(
            1,
            "the logarithms of a long text, whose sum is too large for float16, have a mean there",
            lambda rng: (-rng.uniform(20_000, low=3, high=5).half(),),
            dtype=None,
            aside=True,
        ),
    },
    titles={
        "values": "the exponential of the mean negative logarithm",
        "sizes": "one token, and so many that the product of their probabilities is 0 in floating numbers",
        "edges": "certain and impossible tokens, and logarithms in rows",
    },
    without={"gradients": NO_GRADIENT, "gradcheck": NO_GRADIENT, "edge_gradients": NO_GRADIENT},
)
