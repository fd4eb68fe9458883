"""PositionalEncoding(num_hiddens, dropout, max_len=1000): sines and cosines of the position are added.

How the table is kept is free: a buffer, a plain tensor, or none at all. It is no parameter. Sequences longer than max_len are not asked.
"""

from autograder.checks import inside
from autograder.checks.cases import Case
from autograder.checks.contract import function


@inside
def encoded(PositionalEncoding, num_hiddens, dropout, max_len, X):
    """The result in evaluation mode."""
    return PositionalEncoding(num_hiddens, dropout, max_len).eval().to(X.device, X.dtype)(X)


def arguments(rng, B=2, n=5, num_hiddens=6, dropout=0.0, max_len=8):
    return num_hiddens, dropout, max_len, rng.normal(B, n, num_hiddens)


def full(num_hiddens, dropout, max_len, X):
    """As long a sequence as there may be."""
    return num_hiddens, dropout, X.shape[1], X


contract = function(
    "PositionalEncoding(num_hiddens, dropout, max_len)(X)",
    lambda ns, num_hiddens, dropout, max_len, X: encoded(ns, ns.PositionalEncoding, num_hiddens, dropout, max_len, X),
    arguments,
    sizes=[
        {"num_hiddens": 2},
        {"n": 1},
        {"B": 1, "num_hiddens": 4},
        {"B": 5, "n": 5, "max_len": 5},
        {"dropout": 0.5},
        {"n": 200, "num_hiddens": 32, "max_len": 300},
    ],
    cases={
        "odd": Case(
            2,
            "the number of features may be odd",
            {f"{h} features": lambda rng, h=h: arguments(rng, num_hiddens=h) for h in (1, 3, 7)},
        ),
        "full_length": Case(1, "a sequence may be as long as max_len", simplified=full),
    },
    titles={"sizes": "two features, one token, one sequence, long ones, and evaluation with dropout"},
    weights={"values": 4, "gradients": 2, "gradcheck": 1},
    costs={"B": {}, "n": {"max_len": 1000}},
)
