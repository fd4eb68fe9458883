"""PositionWiseFFN(ffn_num_input, ffn_num_hiddens, ffn_num_outputs): the same two layers for each token."""

from hypothesis import strategies as st

from autograder.checks.contract import module


def arguments(rng, B=2, n=3, ffn_num_input=4, ffn_num_hiddens=6, ffn_num_outputs=5):
    return ffn_num_input, ffn_num_hiddens, ffn_num_outputs, rng.normal(B, n, ffn_num_input)


contract = module(
    "PositionWiseFFN(ffn_num_input, ffn_num_hiddens, ffn_num_outputs)(X)",
    lambda ns, ffn_num_input, ffn_num_hiddens, ffn_num_outputs: ns.PositionWiseFFN(
        ffn_num_input, ffn_num_hiddens, ffn_num_outputs
    ),
    arguments,
    biases=True,
    sizes=[
        {"n": 1},
        {"B": 1},
        {"ffn_num_input": 5},
        {"ffn_num_hiddens": 30},
        {"ffn_num_outputs": 2},
        {"B": 3, "n": 20},
    ],
    small={"ffn_num_input": st.just(2), "ffn_num_hiddens": st.just(3), "ffn_num_outputs": st.just(4)},
    titles={"sizes": "one token, one sequence, other widths"},
)
