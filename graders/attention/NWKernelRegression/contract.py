"""NWKernelRegression(): weights by a Gaussian whose width is learnt. Each query has keys and values of its own."""

import torch

from autograder.checks import filled, inside
from autograder.checks.cases import Case
from autograder.checks.contract import module


def arguments(rng, n=4, m=6):
    return rng.normal(n), rng.normal(n, m), rng.normal(n, m, std=2.0)


def attention(ns, queries, keys, values):
    net, _, _ = filled(ns, ns.NWKernelRegression(), (queries, keys, values))
    net(queries, keys, values)
    return net.attention_weights


def of_the_last_call(ns, queries, keys, values):
    """The weights after a second call, with one query less."""
    net, _, _ = filled(ns, ns.NWKernelRegression(), (queries, keys, values))
    net(queries, keys, values)
    net(queries[1:], keys[1:], values[1:])
    return net.attention_weights


@inside
def begins(NWKernelRegression):
    """Whether the parameter of a new module is other than zero, as it must be to learn, and gets a gradient."""
    net = NWKernelRegression()
    result = net(torch.tensor([0.5]), torch.tensor([[0.0, 2.0]]), torch.tensor([[1.0, 4.0]]))
    result.sum().backward()
    return [bool((p != 0).all() and (p.grad is not None) and (p.grad != 0).all()) for p in net.parameters()]


contract = module(
    "NWKernelRegression()(queries, keys, values)",
    lambda ns: ns.NWKernelRegression(),
    arguments,
    sizes=[{"n": 1}, {"m": 1}, {"n": 1, "m": 1}, {"n": 5, "m": 5}, {"n": 3, "m": 40}, {"n": 50, "m": 2}],
    edges={
        "keys that are far from the query": lambda rng: (
            torch.tensor([0.0, 1.0]),
            torch.tensor([[200.0, -210.0, 220.0], [1.0, 300.0, -300.0]]),
            torch.tensor([[1.0, 2.0, 4.0], [8.0, 16.0, 32.0]]),
        ),
    },
    cases={
        "attention_weights": Case(
            2,
            "attention_weights has the weights, a row for each query",
            call=attention,
            of="net.attention_weights after net(queries, keys, values)",
        ),
        "weights_of_the_last_call": Case(
            1,
            "they are those of the last call",
            call=of_the_last_call,
            of="net.attention_weights after a second call, net(queries[1:], keys[1:], values[1:])",
            requires="test_attention_weights",
        ),
        "beginning": Case(
            1,
            "the width of a new module is not 0, and gets a gradient",
            lambda rng: (),
            call=lambda ns: begins(ns, ns.NWKernelRegression),
            of="whether the parameter of a new module, and its gradient, are other than 0",
        ),
    },
    titles={
        "edges": "far from all keys, the nearest one counts, and nothing is nan",
        "edge_gradients": "the gradients there are finite and right, too",
        "registered": "there is one parameter, w, and state_dict() has it",
        "modes": "training and evaluation give the same, and forward leaves the mode alone",
    },
    without={"state": "nothing is kept but the weights of the last call, which have a test of their own"},
)
