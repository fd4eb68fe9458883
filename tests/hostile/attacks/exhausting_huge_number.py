"""Returns a whole number of a million digits."""

GETS = "nothing"


def softmax(X):
    return 1 << 4_000_000
