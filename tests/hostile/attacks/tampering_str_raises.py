"""Raises an exception whose text, representation and name raise again."""

GETS = "nothing"


class Meta(type):
    @property
    def __name__(cls):
        raise SystemExit


class Nasty(BaseException, metaclass=Meta):
    def __str__(self):
        raise KeyboardInterrupt

    __repr__ = __str__


def softmax(X):
    raise Nasty
