"""What is special about AddNorm: where dropout falls, and the names of its parameters."""

import torch

from autograder.checks import agree, assert_tensor, fail, filled, inside, points
from autograder.devices.simulated import to_device

PROBABILITY, SIDE = 0.5, 8
MASKS = torch.tensor([[number >> bit & 1 for bit in range(SIDE)] for number in range(2**SIDE)])


@inside
def in_training(AddNorm, x, y):
    """The results of 64 tokens that are alike: of another shape than what is given, which they may be no multiples of."""
    return AddNorm([len(x)], 0.5).to(x.device)(x.expand(16, 4, -1), y.expand(16, 4, -1))


@points(2, "in training, dropout falls on Y alone", requires="test_values")
def test_dropout(student, rng):
    # Each of the eight Y becomes zero or is doubled, so that the 256 results that are possible are known. The second call, of
    # an X of zeros, tells dropout of X from dropout of the sum.
    ramp, ones = torch.arange(float(SIDE)), torch.ones(SIDE)
    calls = [(10 * ramp, ones), (0 * ones, ramp + 1)]
    results = []
    for X, Y in calls:
        args = (to_device(tensor, rng.device) for tensor in (X, Y))
        came = in_training(student, student.AddNorm, *args)
        results.append(assert_tensor(came, of="the result in training").detach().cpu())
    for (X, Y), came in zip(calls, results, strict=True):
        if came.shape != (16, 4, SIDE):
            fail("the shape of the result in training is {came}, but should be (16, 4, 8)", came=tuple(came.shape))
        possible = torch.nn.functional.layer_norm((X + 2 * MASKS * Y).double(), [SIDE])
        distance = torch.cdist(came.reshape(-1, SIDE).double(), possible)
        if not float(distance.min(dim=1).values.max()) <= 1e-3:  # nor nan
            fail("in training, the result is not what comes of X and of Y, of which each element is dropped or doubled")
        share = 1 - float(MASKS[distance.argmin(dim=1)].float().mean())
        if not abs(share - PROBABILITY) < 0.15:
            fail("in training, a share of {share} of Y is dropped, but 0.5 was asked for", share=f"{share:.2f}")


@points(1, "the parameters have the names of the book")
def test_names(student, reference, rng):
    def call(ns, X, Y):
        net, _, _ = filled(ns, ns.AddNorm(normalized_shape=[4], dropout=0.0), (X, Y))
        return net(X, Y)

    agree(
        student,
        reference,
        call,
        rng.normal(2, 3, 4).float(),
        rng.normal(2, 3, 4).float(),
        of="AddNorm(normalized_shape=[4], dropout=0.0)(X, Y)",
    )
