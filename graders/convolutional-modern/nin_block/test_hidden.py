"""What is special about nin_block: the names of its parameters, and the weights of its parts."""

import torch

from autograder.checks import filled, inside
from autograder.checks.byhand import case
from autograder.checks.modules import own_parameters

from .contract import contract


def by_name(ns, X):
    made = ns.nin_block(in_channels=3, out_channels=4, kernel_size=3, strides=2, padding=1)
    net, _, _ = filled(ns, made, X)
    return net(X)


title = "the parameters have the names of the book"
of = "nin_block(in_channels=3, out_channels=4, kernel_size=3, strides=2, padding=1)(X)"
test_names = case(contract, 1, title, lambda rng: (rng.normal(2, 3, 5, 6).float(),), call=by_name, of=of)


@inside
def sizes(nin_block):
    """Of all parameters, for a kernel of 3 and one of 5; some are made in the first forward pass."""
    nets = [nin_block(2, 3, kernel_size, 1, 2) for kernel_size in (3, 5)]
    for net in nets:
        net(torch.ones(1, 2, 4, 4))
    return [sorted(p.numel() for p in own_parameters(net)) for net in nets]


title = "there are three convolutions, the last two of 1 x 1, each with weights of its own"
of = "the sizes of the parameters of blocks from 2 to 3 channels with kernels of 3 and of 5 rows"
test_counts = case(contract, 2, title, (), call=lambda ns: sizes(ns, ns.nin_block), of=of)


@inside
def shape(nin_block, X):
    return tuple(nin_block(3, 4, 3, 2, 1).to(X.device, X.dtype)(X).shape)


title, of = "the first convolution alone decides the size", "nin_block(3, 4, 3, 2, 1)(X).shape"
test_shape = case(
    contract,
    1,
    title,
    lambda rng: (rng.normal(2, 3, 9, 6).float(),),
    call=lambda ns, X: shape(ns, ns.nin_block, X),
    of=of,
    requires="test_counts",
)
