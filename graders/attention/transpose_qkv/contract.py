"""transpose_qkv(X, num_heads): the features of each token are shared out to the heads, which become part of the batch."""

from hypothesis import strategies as st

from autograder.checks.contract import function


def arguments(rng, B=2, n=3, num_heads=2, size=4):
    """`size` features for each head."""
    return rng.normal(B, n, num_heads * size), num_heads


contract = function(
    "transpose_qkv(X, num_heads)",
    lambda ns, X, num_heads: ns.transpose_qkv(X, num_heads),
    arguments,
    sizes=[
        {"num_heads": 1},
        {"size": 1},
        {"n": 1},
        {"B": 1, "num_heads": 4},
        {"B": 3, "n": 3, "num_heads": 3, "size": 3},
        {"B": 2, "n": 6, "num_heads": 8, "size": 5},
    ],
    small={"B": st.sampled_from((1, 2)), "num_heads": st.sampled_from((1, 2)), "size": st.sampled_from((1, 2))},
    titles={"sizes": "one head or eight, one feature each, one token, one sequence"},
)
