"""The weight is shared, the bias is not."""

HINT = "The weight is one, but there are two biases. Share the whole layer."
MUST_FAIL = "test_hidden::test_parameters"

from torch import nn


def tied_mlp(num_hiddens):
    shared, other = nn.Linear(num_hiddens, num_hiddens), nn.Linear(num_hiddens, num_hiddens)
    other.weight = shared.weight
    return nn.Sequential(
        nn.Linear(4, num_hiddens), nn.ReLU(), shared, nn.ReLU(), other, nn.ReLU(), nn.Linear(num_hiddens, 1)
    )
