"""DotProductAttention(dropout): weights by products of queries and keys over the root of their length.

Lengths have cases of their own, so that a slip in the mask is charged once; all else is asked without them. What comes of a
query without any valid key is not asked, nor are lengths of other dtypes than int64: masked_softmax's grader does that.
"""

from autograder.checks import filled
from autograder.checks.attention import WITHOUT_ATTENTION
from autograder.checks.cases import Case
from autograder.checks.contract import module


def arguments(rng, B=2, Q=3, K=4, d=6, v=5, lens=None, dropout=0.0):
    """With `lens`, one for each sequence, or for each query; the longest is shorter than K."""
    queries, keys, values = rng.normal(B, Q, d), rng.normal(B, K, d), rng.normal(B, K, v)
    if lens is None:
        return dropout, queries, keys, values, None
    return dropout, queries, keys, values, rng.integers(1, K, (B,) if lens == "sequence" else (B, Q))


def weights(ns, dropout, queries, keys, values, valid_lens):
    """In training, as a new module is."""
    net, _, _ = filled(ns, ns.DotProductAttention(dropout), (queries, keys, values, valid_lens))
    net(queries, keys, values, valid_lens)
    return net.attention_weights


def without_lengths(ns, dropout, queries, keys, values, valid_lens):
    net, _, _ = filled(ns, ns.DotProductAttention(dropout), (queries, keys, values))
    return net(queries, keys, values)


contract = module(
    "DotProductAttention(dropout)(queries, keys, values, valid_lens)",
    lambda ns, dropout: ns.DotProductAttention(dropout),
    arguments,
    sizes=[
        {"d": 1},
        {"d": 4, "K": 4, "Q": 4, "v": 4},
        {"B": 1, "Q": 1},
        {"K": 1, "v": 1},
        {"dropout": 0.5},
        {"B": 3, "Q": 2, "K": 30, "d": 50},
    ],
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
    titles={"registered": "there are no parameters"},
    without={"state": "a module without parameters and statistics has no state"},
    costs=("B", "Q", "K", "d"),
    own_work=WITHOUT_ATTENTION,
)
