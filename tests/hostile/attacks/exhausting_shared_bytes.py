"""Has the host send a hundred thousand tensors that all lie in the same bytes."""

GETS = "nothing"

from autograder.remote import executor
from autograder.remote import wire

tensor = wire.TensorV("float32", (4_000_000,), 0)
reply = wire.Packet(wire.Returned(wire.ListV([tensor] * 50_000)), bytes(16_000_000))
executor.Executor._call = lambda self, call, body: reply


def softmax(X):
    return X
