"""epanechikov(x): max(0, 1 - |x|), the kernel that the book gives this name. Its three corners have no one slope, and none is asked."""

import torch
from hypothesis import strategies as st

from autograder.checks.cases import Case
from autograder.checks.contract import function
from autograder.checks.inputs import sizes, tensors

BETWEEN_CORNERS = st.sampled_from([0.5, -0.5, 0.25, -0.75, 2.0, -1.5])


def arguments(rng, n=4, d=7):
    return (rng.normal(n, d),)


contract = function(
    "epanechikov(x)",
    lambda ns, x: ns.epanechikov(x),
    arguments,
    sizes=[{"n": 1}, {"d": 1}, {"n": 3, "d": 3}, {"n": 100}],
    search=st.tuples(sizes(2), sizes(2)).flatmap(lambda shape: st.tuples(tensors(*shape, elements=BETWEEN_CORNERS))),
    edges={
        "a number without dimensions": lambda rng: (torch.tensor(-0.5),),
        "a vector": lambda rng: (torch.tensor([0.25, -0.25, 3.0, -3.0, 0.9]),),
        "large differences": lambda rng: (torch.tensor([[1e4, -1e4, 0.5]]),),
    },
    cases={
        "corners": Case(1, "at 0 it is 1, at 1 and -1 it is 0", lambda rng: (torch.tensor([[0.0, 1.0, -1.0]]),)),
    },
    titles={
        "edges": "a number, a vector and large differences give the right values",
        "edge_gradients": "the gradients of these are right, too",
    },
)
