"""MultiHeadAttention(key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False): several heads, then a layer.

The three sizes and num_hiddens differ everywhere, as the four layers could not be told apart otherwise. Lengths have cases of their
own, so that a slip in the mask is charged once; so has the number of heads, so that a slip in sharing out costs nothing with one.
"""

from hypothesis import strategies as st

from autograder.checks.attention import WITHOUT_ATTENTION
from autograder.checks.cases import Case
from autograder.checks.contract import module
from autograder.checks.modulecalls import evaluation
from autograder.checks.settings import Setting

from .stages import place


def arguments(
    rng, B=2, Q=3, K=4, key_size=5, query_size=3, value_size=7, num_heads=2, size=4, dropout=0.0, bias=False, lens=None
):
    """`size` features for each head. With `lens`, one for each sequence, or for each query; the longest is shorter than K."""
    queries, keys, values = rng.normal(B, Q, query_size), rng.normal(B, K, key_size), rng.normal(B, K, value_size)
    if lens is not None:
        lens = rng.integers(1, K, (B,) if lens == "sequence" else (B, Q))
    options = key_size, query_size, value_size, num_heads * size, num_heads, dropout, bias
    return *options, queries, keys, values, lens


def made(ns, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias):
    return ns.MultiHeadAttention(key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias)


def one_head(key_size, query_size, value_size, num_hiddens, num_heads, *rest):
    return key_size, query_size, value_size, num_hiddens, 1, *rest


OF = (
    "MultiHeadAttention(key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias)"
    "(queries, keys, values, valid_lens)"
)

contract = module(
    OF,
    made,
    arguments,
    biases=True,
    sizes=[
        {"bias": True},
        {"num_heads": 8, "size": 1},
        {"num_heads": 3, "size": 3, "B": 3},
        {"B": 1, "Q": 1},
        {"K": 1},
        {"K": 3, "Q": 3},
        {"dropout": 0.5},
        {"B": 3, "Q": 2, "K": 20},
    ],
    small={
        "key_size": st.just(2),
        "query_size": st.just(3),
        "value_size": st.just(5),
        "num_heads": st.just(2),
        "size": st.just(2),
    },
    cases={
        "one_head": Case(3, "a single head is right", simplified=one_head, place=place),
        "length_per_sequence": Case(
            3,
            "a length per sequence is heeded by all of its heads",
            lambda rng: arguments(rng, B=3, lens="sequence", K=6),
        ),
        "length_per_query": Case(2, "so is a length per query", lambda rng: arguments(rng, lens="query", K=6)),
        "gradients_with_lengths": Case(
            1, "gradients with lengths are right", lambda rng: arguments(rng, lens="sequence", K=6), gradient=True
        ),
    },
    settings=[Setting("a single head", evaluation(OF, made), one_head)],
    basis=("test_values", "test_biases_of_zero", "test_one_head"),
    titles={"sizes": "with biases, other heads, one sequence, one query, one key"},
    costs=("B", "Q", "K"),
    own_work=WITHOUT_ATTENTION,
    place=place,
    gradient_place=place,
)
