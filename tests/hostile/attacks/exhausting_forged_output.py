"""Has the host send more output than may be kept."""

GETS = "honest"

from autograder.sandbox import host
from autograder.remote import wire

host.Outputs.take = lambda self: [wire.Output("stream", "stdout", "A" * 1_900_000)]


def softmax(X):
    return X.exp() / X.exp().sum()
