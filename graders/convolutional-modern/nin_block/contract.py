"""nin_block(in_channels, out_channels, kernel_size, strides, padding): a convolution, then two of 1 x 1, each with a ReLU."""

from autograder.checks.contract import module


def arguments(
    rng, n=2, in_channels=3, out_channels=4, kernel_size=3, strides=2, padding=1, height=7, width=6
):  # fmt: skip
    return in_channels, out_channels, kernel_size, strides, padding, rng.normal(n, in_channels, height, width)


contract = module(
    "nin_block(in_channels, out_channels, kernel_size, strides, padding)(X)",
    lambda ns, in_channels, out_channels, kernel_size, strides, padding: ns.nin_block(
        in_channels, out_channels, kernel_size, strides, padding
    ),
    arguments,
    biases=True,
    sizes=[
        {"kernel_size": 1, "strides": 1, "padding": 0},
        {"kernel_size": 5, "strides": 1, "padding": 2},
        {"kernel_size": 5, "strides": 4, "padding": 0, "height": 13},
        {"strides": 3, "padding": 0},
        {"n": 1, "out_channels": 3},
        {"in_channels": 1},
        {"out_channels": 1},
    ],
    costs=("n", "height", "width"),
    titles={"sizes": "other kernels, strides, paddings, channels and images"},
)
