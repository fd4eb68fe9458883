"""Has the host send the largest header that there may be, made of the smallest parts."""

GETS = "nothing"

from autograder.remote import executor
from autograder.remote import wire

million = wire.TupleV([wire.TupleV([]) for _ in range(200_000)])
executor.Executor._call = lambda self, call, body: wire.Packet(wire.Returned(million))


def softmax(X):
    return X
