"""transition_block(input_channels, num_channels): fewer channels, and half the height and width."""

from hypothesis import strategies as st

from autograder.checks.contract import module


def arguments(rng, n=2, input_channels=5, num_channels=3, height=6, width=8):
    return input_channels, num_channels, rng.normal(n, input_channels, height, width)


contract = module(
    "transition_block(input_channels, num_channels)(X)",
    lambda ns, input_channels, num_channels: ns.transition_block(input_channels, num_channels),
    arguments,
    biases=True,
    small={"height": st.integers(2, 4), "width": st.integers(2, 4)},  # there must be room for a window
    sizes=[
        {"n": 1},
        {"input_channels": 1},
        {"num_channels": 1, "height": 7, "width": 9},
        {"input_channels": 4, "num_channels": 4, "height": 2, "width": 2},
        {"input_channels": 2, "num_channels": 6},
    ],
    costs=("n", "height", "width"),
)
