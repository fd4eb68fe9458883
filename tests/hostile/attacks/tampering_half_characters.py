"""Raises a message that no encoding can carry."""

GETS = "no more"


def softmax(X):
    raise ValueError("\ud800 and \udfff")
