"""Classes, errors and functions whose names and messages are of megabytes, in every place where a report shows one."""

GETS = "no more"
HONEST = "import torch\n\ndef softmax(X):\n    raise ValueError\n"


import itertools

LONG = "n" * 3_000_000
Raised = type(LONG, (Exception,), {})
Result = type(LONG, (), {"__repr__": lambda self: LONG})
turns = itertools.count()
globals()[LONG] = Result


def softmax(X):
    turn = next(turns) % 5
    if turn == 0:
        raise Raised(LONG)
    if turn == 1:
        raise NameError(LONG, name="softmax")
    if turn == 2:
        raise ExceptionGroup(LONG, [Raised(LONG) for _ in range(10)])
    if turn == 3:
        return Result()
    return {LONG: LONG}


softmax.__name__ = softmax.__qualname__ = softmax.__doc__ = LONG
