"""An exception whose class has a name of ten million letters, with a message and causes as long."""

GETS = "nothing"


def softmax(X):
    error = type("E" * 10_000_000, (Exception,), {})("m" * 10_000_000)
    error.__cause__ = type("C" * 10_000_000, (Exception,), {})("\x1b[2J" * 1_000_000)
    raise error
