"""What is special about LeNet: how many parameters each layer has, and that every call makes a new network."""

from autograder.checks import inside
from autograder.checks.byhand import case
from autograder.checks.modules import own_parameters

from .contract import contract


@inside
def counts(LeNet, X):
    """How many numbers each parameter has, in any order; lazy parts make theirs in a forward pass."""
    net = LeNet().to(X.device, X.dtype)
    net(X)
    return sorted(p.numel() for p in own_parameters(net))


@inside
def shared(LeNet, X):
    """How many parameters two networks have in common."""
    first, second = LeNet(), LeNet()
    first.to(X.device, X.dtype)(X), second.to(X.device, X.dtype)(X)
    theirs = {id(p) for p in first.parameters()}
    return sum(id(p) in theirs for p in second.parameters())


@inside
def shape(LeNet, X):
    return tuple(LeNet().to(X.device, X.dtype)(X).shape)


def images(rng):
    return (rng.normal(3, 1, 28, 28).float(),)


title, of = "each layer has as many parameters as the book's", "the sizes of the parameters of a LeNet"
test_counts = case(contract, 4, title, images, call=lambda ns, X: counts(ns, ns.LeNet, X), of=of)

title, of = "every call makes a new network", "the number of parameters that two networks share"
test_new = case(contract, 1, title, images, call=lambda ns, X: shared(ns, ns.LeNet, X), of=of, requires="test_counts")

title, of = "ten numbers for each image", "LeNet()(X).shape"
test_shape = case(contract, 1, title, images, call=lambda ns, X: shape(ns, ns.LeNet, X), of=of, requires="test_counts")
