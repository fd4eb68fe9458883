"""What only grading asks: other shapes, gradients, devices, and that torch's own is not called."""

import torch
from hypothesis import strategies as st

from autograder.checks import agree, assert_gradcheck, assert_own_work, gradients, points
from autograder.checks.inputs import sizes, tensors
from autograder.devices.simulated import to_device

SMALL = st.tuples(sizes(), sizes()).flatmap(lambda shape: st.tuples(tensors(*shape), st.sampled_from([0.5, 0.25])))


def values(ns, X, slope):
    return ns.leaky_relu(X, slope)


@points(3, "agrees with the reference for any shape and slope")
def test_values(student, reference, rng):
    for shape, slope in (((4, 7), 0.01), ((2, 3, 4), 0.3), ((), 0.1)):
        agree(student, reference, values, rng.normal(*shape), slope, of="leaky_relu(X, slope)", search=SMALL)


@points(3, "the gradient is right for random cotangents")
def test_gradients(student, reference, rng):
    X = rng.normal(3, 5, requires_grad=True)
    agree(student, reference, lambda ns, X: gradients(lambda X: ns.leaky_relu(X, 0.2), X), X, of="the gradient")


@points(1, "the gradient at zero is the slope")
def test_gradient_at_zero(student, reference, device):
    X = torch.tensor([0.0, -1.0, 1.0, 0.0], device=device, requires_grad=True)
    agree(student, reference, lambda ns, X: gradients(lambda X: ns.leaky_relu(X, 0.2), X), X, of="the gradient")


@points(1, "the gradient agrees with finite differences", requires="test_values")
def test_gradcheck(student, rng):
    assert_gradcheck(lambda X: student.leaky_relu(X, 0.2), rng.normal(2, 3, requires_grad=True), of="leaky_relu")


@points(1, "the result is on the device of X")
def test_device(student, reference, rng, accelerator):
    X = to_device(rng.normal(3, 4, dtype=torch.float32), accelerator)
    agree(student, reference, values, X, 0.1, of="leaky_relu(X, 0.1)")


@points(4, "it works, and works without torch's own")
def test_own_work(student, reference, rng):
    X = rng.normal(3, 4)
    agree(student, reference, values, X, 0.1, of="leaky_relu(X, 0.1)", search=SMALL)
    names, ops = ("leaky_relu", "LeakyReLU", "prelu", "PReLU", "rrelu", "RReLU"), ("leaky_relu", "prelu", "rrelu")
    assert_own_work(student, "leaky_relu", values, X, 0.1, reference=reference, names=names, ops=ops)
