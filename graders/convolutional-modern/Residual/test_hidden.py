"""What is special about Residual: what its parameters are called, and are when nothing is said."""

import torch

from autograder.checks import agree, filled, inside, points
from autograder.checks.byhand import case
from autograder.checks.modules import own_parameters

from .contract import contract


@points(1, "without a 1 x 1 convolution and with a stride of 1, unless something else is asked for by name")
def test_defaults(student, reference, rng):
    def results(ns, X):
        plain, _, _ = filled(ns, ns.Residual(3, 3), X)
        named, _, _ = filled(ns, ns.Residual(input_channels=3, num_channels=4, use_1x1conv=True, strides=2), X)
        return [plain(X), named(X)]

    of = "[Residual(3, 3)(X), Residual(input_channels=3, num_channels=4, use_1x1conv=True, strides=2)(X)]"
    agree(student, reference, results, rng.normal(2, 3, 5, 6).float(), of=of)


@inside
def sizes(Residual):
    """Of all parameters, without and with the 1 x 1 convolution; some are made in the first forward pass."""
    nets = [Residual(3, 3, use_1x1conv=wanted) for wanted in (False, True)]
    for net in nets:
        net(torch.ones(2, 3, 4, 4))
    return [sum(p.numel() for p in own_parameters(net)) for net in nets]


title, of = "no part is there that is not needed", "the number of parameters without and with a 1 x 1 convolution"
test_no_more = case(contract, 1, title, (), call=lambda ns: sizes(ns, ns.Residual), of=of)
