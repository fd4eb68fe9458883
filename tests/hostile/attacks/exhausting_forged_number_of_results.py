"""Has the host announce more results than there are atoms."""

GETS = "nothing"

from autograder.remote import executor
from autograder.remote import wire

executor.Executor._call = lambda self, call, body: wire.Packet(wire.Returned(None, 1, 2**62))


def softmax(X):
    return X
