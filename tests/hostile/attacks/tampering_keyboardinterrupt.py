"""Ends each call by raising KeyboardInterrupt."""

GETS = "nothing"
VERDICT = "error"


def softmax(X):
    raise KeyboardInterrupt()
