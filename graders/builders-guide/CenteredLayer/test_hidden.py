"""What is special about CenteredLayer: it is a part of a network like any other."""

from torch import nn

from autograder.checks import agree, inside, points


@inside
def in_a_net(CenteredLayer, W, X):
    """The mean of what a network gives that ends with the layer, and its first row."""
    net = nn.Sequential(nn.Linear(3, 4, bias=False), CenteredLayer()).to(X.device)
    net[0].weight.data = W
    Y = net(X)
    return [Y.mean(), Y[0]]


@points(2, "it can be a part of nn.Sequential, where the results have a mean of zero", requires="test_values")
def test_part_of_a_net(student, reference, rng):
    W, X = rng.normal(4, 3).float(), rng.normal(5, 3, mean=1.0).float()
    of = "net = nn.Sequential(linear, CenteredLayer()); [net(X).mean(), net(X)[0]]"
    agree(student, reference, lambda ns, W, X: in_a_net(ns, ns.CenteredLayer, W, X), W, X, of=of, tolerance=1e-5)


@inside
def twice(CenteredLayer, X, Y):
    layer = CenteredLayer()
    return [layer(X), layer(Y)]


@points(1, "each input has its own mean, whatever came before", requires="test_values")
def test_no_memory(student, reference, rng):
    X, Y = rng.normal(2, 3, mean=5.0).float(), rng.normal(4, 3, mean=-5.0).float()
    of = "layer = CenteredLayer(); [layer(X), layer(Y)]"
    agree(student, reference, lambda ns, X, Y: twice(ns, ns.CenteredLayer, X, Y), X, Y, of=of)
