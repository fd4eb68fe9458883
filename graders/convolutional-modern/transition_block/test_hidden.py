"""What is special about transition_block: the names of its parameters, and the weights of its parts."""

import torch

from autograder.checks import filled, inside
from autograder.checks.byhand import case
from autograder.checks.modules import own_parameters

from .contract import contract


def by_name(ns, X):
    net, _, _ = filled(ns, ns.transition_block(input_channels=5, num_channels=3), X)
    return net(X)


title, of = "the parameters have the names of the book", "transition_block(input_channels=5, num_channels=3)(X)"
test_names = case(contract, 1, title, lambda rng: (rng.normal(2, 5, 4, 6).float(),), call=by_name, of=of)


@inside
def sizes(transition_block):
    """Of all parameters; some are made in the first forward pass."""
    net = transition_block(5, 3)
    net(torch.ones(2, 5, 4, 4))
    return sorted(p.numel() for p in own_parameters(net))


title, of = (
    "it has one normalisation and one convolution of 1 x 1",
    "the sizes of the parameters from 5 to 3 channels",
)
test_counts = case(contract, 2, title, (), call=lambda ns: sizes(ns, ns.transition_block), of=of)


@inside
def shape(transition_block, X):
    return tuple(transition_block(5, 3).to(X.device, X.dtype)(X).shape)


title, of = "height and width are halved and rounded down", "transition_block(5, 3)(X).shape"
test_shape = case(
    contract,
    1,
    title,
    lambda rng: (rng.normal(2, 5, 9, 6).float(),),
    call=lambda ns, X: shape(ns, ns.transition_block, X),
    of=of,
    requires="test_counts",
)
