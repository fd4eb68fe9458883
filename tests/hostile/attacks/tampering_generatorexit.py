"""Ends each call by raising GeneratorExit."""

GETS = "nothing"
VERDICT = "error"


def softmax(X):
    raise GeneratorExit()
