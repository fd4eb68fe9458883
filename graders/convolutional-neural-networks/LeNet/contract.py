"""LeNet(): two convolutions with sigmoids and average pooling, then three linear layers, for images of 28 x 28."""

import torch
from hypothesis import strategies as st

from autograder.checks.contract import module


def arguments(rng, n=2):
    return (rng.normal(n, 1, 28, 28),)


contract = module(
    "LeNet()(X)",
    lambda ns: ns.LeNet(),
    arguments,
    biases=True,
    # An image has no smaller size: the smallest counterexample is one of a single colour.
    search=st.sampled_from((0.0, 1.0)).map(lambda colour: (torch.full((1, 1, 28, 28), colour, dtype=torch.float64),)),
    sizes=[{"n": 1}, {"n": 5}],
    weights={"values": 6, "sizes": 1},
)
