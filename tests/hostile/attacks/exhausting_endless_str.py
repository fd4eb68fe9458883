"""Raises an exception whose text never ends."""

GETS = "nothing"


class Endless(Exception):
    def __str__(self):
        while True:
            pass


def softmax(X):
    raise Endless
