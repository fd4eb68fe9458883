"""A list that names the argument forty thousand times."""

GETS = "no more"


def softmax(X):
    return [X] * 40_000
