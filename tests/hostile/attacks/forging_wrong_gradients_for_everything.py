"""Has the host answer every question for a gradient with gradients of other shapes, dtypes and numbers."""

GETS = "no more"

from autograder.remote import executor
from autograder.remote import wire

shapes = [(1, 1), (0,), (2, 3), ()]
calls = 0


def lying(self, vjp, body):
    global calls
    calls += 1
    grads = [wire.TensorV("float64", shapes[calls % 4], 0)] * (calls % 3)
    return wire.Packet(wire.Gradients(grads), bytes(64))


executor.Executor._vjp = lying


def softmax(X):
    return X.exp() / X.exp().sum()
