"""One network for all, made outside, as in the book's notebook."""

HINT = "Every call gives the same network: a second LeNet() has learnt what the first has learnt. Make the layers inside, anew for each."
MUST_FAIL = "test_hidden::test_new"

from torch import nn

net = nn.Sequential(
    nn.Conv2d(1, 6, kernel_size=5, padding=2), nn.Sigmoid(),
    nn.AvgPool2d(kernel_size=2, stride=2),
    nn.Conv2d(6, 16, kernel_size=5), nn.Sigmoid(),
    nn.AvgPool2d(kernel_size=2, stride=2),
    nn.Flatten(),
    nn.Linear(16 * 5 * 5, 120), nn.Sigmoid(),
    nn.Linear(120, 84), nn.Sigmoid(),
    nn.Linear(84, 10),
)  # fmt: skip


def LeNet():
    return net
