"""vgg_block(num_convs, in_channels, out_channels): convolutions of 3 x 3 with ReLUs, then max pooling."""

from hypothesis import strategies as st

from autograder.checks.contract import module


def arguments(rng, n=2, num_convs=2, in_channels=3, out_channels=4, height=6, width=8):
    return num_convs, in_channels, out_channels, rng.normal(n, in_channels, height, width)


contract = module(
    "vgg_block(num_convs, in_channels, out_channels)(X)",
    lambda ns, num_convs, in_channels, out_channels: ns.vgg_block(num_convs, in_channels, out_channels),
    arguments,
    biases=True,
    small={"height": st.integers(2, 4), "width": st.integers(2, 4)},  # there must be room for a window
    sizes=[
        {"num_convs": 1},
        {"num_convs": 3, "height": 4},
        {"n": 1, "out_channels": 3},
        {"in_channels": 1},
        {"out_channels": 1, "height": 7, "width": 9},
        {"height": 2, "width": 2},
    ],
    costs=("n", "height", "width"),
    titles={"sizes": "one convolution, or three, other channels, and images of other sizes"},
)
