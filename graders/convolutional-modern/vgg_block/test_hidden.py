"""What is special about vgg_block: the names of its parameters, and how many numbers its parts have."""

import torch

from autograder.checks import filled, inside
from autograder.checks.byhand import case
from autograder.checks.modules import own_parameters

from .contract import contract


def by_name(ns, X):
    net, _, _ = filled(ns, ns.vgg_block(num_convs=2, in_channels=3, out_channels=4), X)
    return net(X)


of = "vgg_block(num_convs=2, in_channels=3, out_channels=4)(X)"
test_names = case(
    contract,
    1,
    "the parameters have the names of the book",
    lambda rng: (rng.normal(2, 3, 4, 6).float(),),
    call=by_name,
    of=of,
)


@inside
def sizes(vgg_block):
    """Of all parameters, for one, two and three convolutions; some are made in the first forward pass."""
    nets = [vgg_block(number, 2, 3) for number in (1, 2, 3)]
    for net in nets:
        net(torch.ones(1, 2, 4, 4))
    return [sorted(p.numel() for p in own_parameters(net)) for net in nets]


title = "there are as many convolutions as asked for, each with weights of its own"
of = "the sizes of the parameters of blocks of one, two and three convolutions from 2 to 3 channels"
test_counts = case(contract, 2, title, (), call=lambda ns: sizes(ns, ns.vgg_block), of=of)
