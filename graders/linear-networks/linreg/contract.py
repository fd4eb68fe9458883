"""linreg(X, w, b) = X w + b, for a column of weights and for a vector of them."""

from autograder.checks.contract import OwnWork, function


def arguments(rng, n=5, d=3):
    return rng.normal(n, d), rng.normal(d, 1), rng.normal(1)


contract = function(
    "linreg(X, w, b)",
    lambda ns, X, w, b: ns.linreg(X, w, b),
    arguments,
    sizes=[{"n": 1}, {"d": 1}, {"n": 4, "d": 4}, {"n": 300}],
    edges={
        "a vector of weights": lambda rng: (rng.normal(4, 3), rng.normal(3), rng.normal(1)),
        "a bias without dimensions": lambda rng: (rng.normal(4, 3), rng.normal(3, 1), rng.normal()),
    },
    own_work=OwnWork(names=("linear", "Linear", "LazyLinear", "bilinear"), ops=("linear",)),
)
