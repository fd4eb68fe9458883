"""Returns lists in lists, deeper than any program follows."""

GETS = "nothing"

deep = []
for _ in range(100_000):
    deep = [deep]


def softmax(X):
    return deep
