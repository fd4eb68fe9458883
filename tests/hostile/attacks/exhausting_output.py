"""Prints without end, past what is kept of it, and shows pictures of the same."""

GETS = "honest"

import sys

from IPython.display import HTML, display

for _ in range(200):
    print("A" * 1_000_000)
    print("B" * 1_000_000, file=sys.stderr)
    display(HTML("<b>" + "C" * 1_000_000))


def softmax(X):
    print("D" * 10_000_000)
    return X.exp() / X.exp().sum()
