"""Hangs up in the middle of the conversation."""

GETS = "nothing"
VERDICT = "crashed"

import os

os.close(3)


def softmax(X):
    return X.exp() / X.exp().sum()
