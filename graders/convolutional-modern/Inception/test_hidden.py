"""What is special about Inception: the names of its parameters, and the weights of its parts."""

import torch

from autograder.checks import filled, inside
from autograder.checks.byhand import case
from autograder.checks.modules import own_parameters

from .contract import contract


def by_name(ns, X):
    net, _, _ = filled(ns, ns.Inception(in_channels=3, c1=4, c2=(2, 5), c3=[3, 2], c4=6), X)
    return net(X)


title = "the parameters have the names of the book; a pair may be a list"
of = "Inception(in_channels=3, c1=4, c2=(2, 5), c3=[3, 2], c4=6)(X)"
test_names = case(contract, 1, title, lambda rng: (rng.normal(2, 3, 4, 6).float(),), call=by_name, of=of)


@inside
def sizes(Inception):
    """Of all parameters; some are made in the first forward pass."""
    net = Inception(3, 4, (2, 5), (3, 2), 6)
    net(torch.ones(1, 3, 4, 4))
    return sorted(p.numel() for p in own_parameters(net))


title = "there are six convolutions, each with weights of its own, and nothing else"
of = "the sizes of the parameters with 3 channels of input and the other numbers of the text"
test_counts = case(contract, 2, title, (), call=lambda ns: sizes(ns, ns.Inception), of=of)
