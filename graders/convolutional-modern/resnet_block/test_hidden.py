"""What is special about resnet_block: how many blocks there are, of which sizes, in which order; names and usual values."""

import torch
from torch import nn

from autograder.checks import inside
from autograder.checks.byhand import case
from autograder.checks.modules import addresses, own_parameters

from .contract import contract, stage


@inside
def sizes(resnet_block):
    """Of all parameters of stages of one block and of three: the first stage, another, and one of equal channels."""
    found = []
    for number in (1, 3):
        for channels, first in ((2, True), (3, False), (2, False)):
            net = stage(resnet_block, 2, channels, number, first)
            net(torch.ones(2, 2, 4, 4))
            found.append(sorted(p.numel() for p in own_parameters(net)))
    return found


title = (
    "there are num_residuals blocks, each with weights of its own, and a 1 x 1 convolution where the image is halved"
)
of = "the sizes of the parameters of stages of one block and of three"
test_counts = case(contract, 4, title, (), call=lambda ns: sizes(ns, ns.resnet_block), of=of)


@inside
def shapes(resnet_block, X):
    """Of the results of such stages."""
    found = []
    for number in (1, 3):
        for channels, first in ((2, True), (3, False), (2, False)):
            net = stage(resnet_block, 2, channels, number, first).to(X.device, X.dtype)
            found.append(tuple(net(X).shape))
    return found


def images(rng):
    return (rng.normal(2, 2, 8, 12).float(),)


title = "the first stage keeps height and width, any other halves them once"
of = "the shapes of the results of stages of one block and of three"
test_shapes = case(contract, 3, title, images, call=lambda ns, X: shapes(ns, ns.resnet_block, X), of=of)


@inside
def named(resnet_block, X):
    """The shapes with names for the parameters, and without first_block."""
    nets = [
        stage(resnet_block, input_channels=2, num_channels=2, num_residuals=2, first_block=True),
        stage(resnet_block, 2, 2, 2),
    ]
    return [tuple(net.to(X.device, X.dtype)(X).shape) for net in nets]


title = "the parameters have the names of the book, and without first_block this is another stage than the first"
of = "the shapes of the results of the first stage, said by names, and of another"
test_defaults = case(contract, 1, title, images, call=lambda ns, X: named(ns, ns.resnet_block, X), of=of)


@inside
def form(resnet_block):
    """Whether what is made is a list, a tuple or a module, and how many parameters two stages share."""
    one, other = resnet_block(2, 2, 2), resnet_block(2, 2, 2)
    kept = isinstance(one, list | tuple | nn.Module)
    nets = [made if isinstance(made, nn.Module) else nn.ModuleList(made) for made in (one, other)]
    shared = len(addresses(nets[0]) & addresses(nets[1]))
    return {"list, tuple or module": kept, "parameters that two stages share": shared}


title = "each call makes new blocks, in a list, a tuple or a module"
of = "what holds of resnet_block(2, 2, 2), called twice"
test_form = case(contract, 1, title, (), call=lambda ns: form(ns, ns.resnet_block), of=of, requires="test_counts")
