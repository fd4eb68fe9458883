"""tied_mlp(num_hiddens): a network in which one hidden layer comes twice."""

from hypothesis import strategies as st

from autograder.checks.contract import module


def arguments(rng, n=6, num_hiddens=6):
    return num_hiddens, rng.normal(n, 4)


contract = module(
    "tied_mlp(num_hiddens)(X)",
    lambda ns, num_hiddens: ns.tied_mlp(num_hiddens),
    arguments,
    biases=True,
    sizes=[{"n": 1}, {"num_hiddens": 2}, {"num_hiddens": 8}, {"n": 40, "num_hiddens": 3}],
    small={"num_hiddens": st.integers(2, 3)},
    weights={"registered": 3, "gradients": 7},
    titles={
        "registered": "the shared layer's parameters are listed once, and state_dict() brings all of them to another network",
        "gradients": "the gradient of the shared layer is the sum of both uses",
    },
    costs=("n",),
)
