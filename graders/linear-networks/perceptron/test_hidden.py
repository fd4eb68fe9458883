"""What is special about perceptron: when it stops, and of what kind the bias is."""

import torch

from autograder.checks import assert_device, assert_dtype, fail, points, traced
from autograder.devices.simulated import to_device

from .contract import OF, arguments, bias, contract, updates, whole


@points(4, "it stops after an epoch without a correction", requires_one_of=contract.basis)
def test_stops(student):
    """Two examples that are right from the second epoch on: the loop takes some forty operators, a thousand epochs take
    thousands."""
    X, y = torch.tensor([[1.0, 0.0], [0.0, 1.0]]), torch.tensor([1, -1])
    with traced(student) as trace:
        student.perceptron(X, y, 500)
    if trace.ops.total() > 1000:
        fail(
            "two examples that are right after a few epochs take {count} operators with num_epochs = 500: stop after an epoch in "
            "which nothing was corrected",
            count=trace.ops.total(),
        )


@points(1, "the bias has the dtype of X, and is on its device", requires="test_bias")
def test_bias_like_the_features(student, rng, accelerator):
    X, y, num_epochs = arguments(rng)
    X, y = to_device(X, accelerator), to_device(y, accelerator)
    b = bias(student, X, y, num_epochs)
    assert_dtype(b, torch.float64, of=f"b of {OF}")
    assert_device(b, X.device.type, of=f"b of {OF}")
    b = bias(student, *whole(rng, torch.float16))
    assert_dtype(b, torch.float16, of=f"b of {OF}")


@points(1, "the number of corrections is an int of Python's", requires="test_updates")
def test_int(student, rng):
    came = updates(student, *arguments(rng))
    if type(came) is not int:
        fail("updates of {of} is {came}, but should be an int", of=OF, came=type(came).__name__)
