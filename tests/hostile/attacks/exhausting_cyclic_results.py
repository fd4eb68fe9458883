"""Returns a list that holds itself, many times."""

GETS = "nothing"

cycle = []
cycle += [cycle] * 1000


def softmax(X):
    return cycle
