"""Ends each call by raising SystemExit."""

GETS = "nothing"
VERDICT = "error"


def softmax(X):
    raise SystemExit(0)
