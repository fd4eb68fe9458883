"""AdditiveAttention(key_size, query_size, num_hiddens, dropout): scores by a small network with one hidden layer, without biases.

The two sizes differ everywhere, as the layers of keys and of queries could not be told apart otherwise. Lengths have cases of their
own, so that a slip in the mask is charged once.
"""

from hypothesis import strategies as st

from autograder.checks import filled
from autograder.checks.cases import Case
from autograder.checks.contract import module


def arguments(rng, B=2, Q=3, K=4, key_size=5, query_size=2, h=6, v=3, lens=None, dropout=0.0):
    """With `lens`, one for each sequence, or for each query; the longest is shorter than K."""
    queries, keys, values = rng.normal(B, Q, query_size), rng.normal(B, K, key_size), rng.normal(B, K, v)
    if lens is not None:
        lens = rng.integers(1, K, (B,) if lens == "sequence" else (B, Q))
    return key_size, query_size, h, dropout, queries, keys, values, lens


def made(ns, key_size, query_size, num_hiddens, dropout):
    return ns.AdditiveAttention(key_size, query_size, num_hiddens, dropout)


def weights(ns, key_size, query_size, num_hiddens, dropout, queries, keys, values, valid_lens):
    """In training, as a new module is."""
    net = made(ns, key_size, query_size, num_hiddens, dropout)
    net, _, _ = filled(ns, net, (queries, keys, values, valid_lens))
    net(queries, keys, values, valid_lens)
    return net.attention_weights


def without_lengths(ns, key_size, query_size, num_hiddens, dropout, queries, keys, values, valid_lens):
    net, _, _ = filled(ns, made(ns, key_size, query_size, num_hiddens, dropout), (queries, keys, values))
    return net(queries, keys, values)


contract = module(
    "AdditiveAttention(key_size, query_size, num_hiddens, dropout)(queries, keys, values, valid_lens)",
    made,
    arguments,
    sizes=[
        {"key_size": 2, "query_size": 7},
        {"K": 3, "Q": 3, "v": 6},
        {"B": 1, "Q": 1},
        {"K": 1, "v": 1},
        {"dropout": 0.5},
        {"B": 3, "Q": 2, "K": 30, "h": 20},
    ],
    small={"key_size": st.just(2), "query_size": st.just(3), "h": st.just(2)},
    cases={
        "length_per_sequence": Case(
            3, "a length per sequence is heeded", lambda rng: arguments(rng, lens="sequence", K=6)
        ),
        "length_per_query": Case(2, "so is a length per query", lambda rng: arguments(rng, lens="query", K=6)),
        "gradients_with_lengths": Case(
            1, "gradients with lengths are right", lambda rng: arguments(rng, lens="sequence", K=6), gradient=True
        ),
        "no_lengths": Case(1, "valid_lens may be left out", call=without_lengths, of="net(queries, keys, values)"),
        "attention_weights": Case(
            2,
            "attention_weights has the weights, as they are before dropout",
            {"": arguments, "dropout": lambda rng: arguments(rng, dropout=0.5)},
            call=weights,
            of="net.attention_weights",
        ),
    },
    titles={"registered": "there are three weights and no bias, and state_dict() has them"},
    costs=("B", "Q", "K"),
)
