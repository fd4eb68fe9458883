"""MySequential(*args): a module that applies its parts in order."""

from torch import nn

from autograder.checks import inside
from autograder.checks.contract import OwnWork, module


@inside
def layers(d, h, q):
    """Eleven, so that "10" among their names is one; two of them come four times."""
    again = nn.Linear(h, h)
    return [nn.Linear(d, h), nn.BatchNorm1d(h), *[nn.Tanh(), again] * 4, nn.Linear(h, q)]


def arguments(rng, n=4, d=3, h=5, q=2):
    return d, h, q, rng.normal(n, d)


contract = module(
    "MySequential(*layers(d, h, q))(X)",
    lambda ns, d, h, q: ns.MySequential(*layers(ns, d, h, q)),
    arguments,
    sizes=[{"n": 1}, {"d": 1}, {"h": 1}, {"n": 3, "d": 4, "h": 2, "q": 5}],
    own_work=OwnWork(names=("Sequential",), elementary=False),
    without={"own_work": "a test by hand also finds one under another name, among the parts or in the forward pass"},
)
