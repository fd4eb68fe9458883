"""DenseBlock(num_convs, input_channels, num_channels): each part sees the input and all that the parts before have made."""

from autograder.checks.contract import module


def arguments(rng, n=2, num_convs=2, input_channels=3, num_channels=4, height=4, width=5):
    return num_convs, input_channels, num_channels, rng.normal(n, input_channels, height, width)


contract = module(
    "DenseBlock(num_convs, input_channels, num_channels)(X)",
    lambda ns, num_convs, input_channels, num_channels: ns.DenseBlock(num_convs, input_channels, num_channels),
    arguments,
    biases=True,
    sizes=[
        {"num_convs": 1},
        {"num_convs": 4, "height": 3},
        {"n": 1, "num_channels": 3},
        {"input_channels": 1},
        {"num_channels": 1},
        {"input_channels": 5, "num_channels": 2, "num_convs": 3},
    ],
    costs=("n", "height", "width"),
    titles={"sizes": "one part or several, other channels and images"},
)
