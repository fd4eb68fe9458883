"""Inception(in_channels, c1, c2, c3, c4): four paths side by side, whose channels are joined.

Each path is a test of its own, and properties are asked of one that is right: a slip in one path is charged once. The
numbers of channels differ, so that each layer is told by its shape, in whatever order the paths are written.
"""

from hypothesis import strategies as st

from autograder.checks import assert_tensor, fail
from autograder.checks.cases import Case
from autograder.checks.contract import module
from autograder.checks.modulecalls import evaluation
from autograder.checks.settings import Setting

OF = "Inception(in_channels, c1, c2, c3, c4)(X)"
PATHS = ("1 x 1", "1 x 1, then 3 x 3", "1 x 1, then 5 x 5", "pooling, then 1 x 1")
RIGHT = ("test_values", *(f"test_path_{number}" for number in (1, 2, 3, 4)))


def arguments(rng, n=2, in_channels=3, c1=4, c2a=2, c2b=5, c3a=3, c3b=2, c4=7, height=6, width=5):
    return in_channels, c1, (c2a, c2b), (c3a, c3b), c4, rng.normal(n, in_channels, height, width)


def make(ns, in_channels, c1, c2, c3, c4):
    return ns.Inception(in_channels, c1, c2, c3, c4)


result = evaluation(OF, make)


def path(number):
    """The call whose result are the channels of this path, counted from 1."""

    def call(ns, in_channels, c1, c2, c3, c4, X):
        Y = result(ns, in_channels, c1, c2, c3, c4, X)
        assert_tensor(Y, of=OF)
        if Y.dim() != 4:
            fail("{of} has {came} dimensions, but should have 4", of=OF, came=Y.dim())
        ends = [0, c1, c1 + c2[1], c1 + c2[1] + c3[1], c1 + c2[1] + c3[1] + c4]
        return Y[:, ends[number - 1] : ends[number]]

    return call


contract = module(
    OF,
    make,
    arguments,
    small={name: st.just(channels) for name, channels in (("c1", 4), ("c2a", 2), ("c2b", 5), ("c3a", 3), ("c4", 7))},
    sizes=[
        {"n": 1, "height": 3},
        {"in_channels": 1},
        {"in_channels": 7, "c1": 1},
        {"height": 1, "width": 2},
        {"c1": 8, "c2a": 5, "c2b": 2, "c3a": 2, "c3b": 5, "c4": 3},
    ],
    costs=("n", "height", "width"),
    cases={
        f"path_{number}": Case(2, f"path {number}: {what}", call=path(number), of=f"path {number} of the block")
        for number, what in enumerate(PATHS, 1)
    },
    settings=[Setting(f"path {number}", path(number)) for number in (1, 2, 3, 4)],
    basis=RIGHT,
    weights={"values": 2, "sizes": 2},
    titles={"values": "the channels of the four paths are joined, in this order"},
)
