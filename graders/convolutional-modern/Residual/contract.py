"""Residual(input_channels, num_channels, use_1x1conv=False, strides=1): two convolutions beside a shortcut."""

from autograder.checks.contract import module


def arguments(rng, n=2, input_channels=3, num_channels=4, use_1x1conv=True, strides=2, height=5, width=6):
    if not use_1x1conv:  # else the shapes do not fit
        num_channels, strides = input_channels, 1
    return input_channels, num_channels, use_1x1conv, strides, rng.normal(n, input_channels, height, width)


contract = module(
    "Residual(input_channels, num_channels, use_1x1conv, strides)(X)",
    lambda ns, input_channels, num_channels, use_1x1conv, strides: ns.Residual(
        input_channels, num_channels, use_1x1conv, strides
    ),
    arguments,
    biases=True,
    sizes=[{"use_1x1conv": False}, {"strides": 1, "input_channels": 1}, {"strides": 3}, {"n": 1, "num_channels": 3}],
    costs=("n", "height", "width"),
)
