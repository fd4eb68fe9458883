"""What is special about MyLinear: what it gives where the ReLU does nothing, with which numbers it begins, and that these learn."""

import torch
from torch import nn

from autograder.checks import agree, fail, inside, points


@inside
def beginnings(MyLinear):
    """The weights of two new layers, and whether all of their columns are alike."""
    found = []
    for _ in range(2):
        layer = MyLinear(6, 4)
        found.append(next(p.detach() for p in layer.parameters() if p.numel() == 24))
    return {
        "alike": bool((found[0] == found[1]).all()),
        "columns": bool((found[0] == found[0][:, :1]).all()),
        "different": len(found[0].unique()),
    }


@points(3, "a new layer begins with random weights", requires="test_registered")
def test_random(student):
    found = beginnings(student, student.MyLinear)
    if not isinstance(found, dict) or found.get("alike") is not False:
        fail("two new layers of MyLinear(6, 4) have the same weights; they should be random")
    if found.get("columns") is not False:
        fail(
            "all columns of the weight of MyLinear(6, 4) are alike, so all units would learn the same; they should be random"
        )
    if found.get("different") != 24:
        fail(
            "of the 24 weights of MyLinear(6, 4) only {number} are different numbers; each should be drawn by itself",
            number=found.get("different"),
        )


@inside
def positive(MyLinear, W, b, X):
    """The result with these numbers in the layer."""
    layer = MyLinear(*W.shape).to(X.device)
    for parameter in layer.parameters():
        parameter.data = (W if parameter.numel() == W.numel() else b).reshape(parameter.shape).clone()
    return layer(X)


@points(8, "where nothing is below zero, the result is X W + b")
def test_positive(student, reference, rng):
    W, b, X = (rng.uniform(*shape, low=0.1).float() for shape in ((3, 4), (4,), (5, 3)))
    of = "with numbers above zero, MyLinear(3, 4)(X)"
    agree(student, reference, lambda ns, W, b, X: positive(ns, ns.MyLinear, W, b, X), W, b, X, of=of)


@inside
def step(MyLinear, W, X):
    """What a network gives after a step of torch's SGD that moves all parameters, from the numbers in W on."""
    net = nn.Sequential(MyLinear(3, 4), MyLinear(4, 2)).to(X.device)
    for parameter in net.parameters():
        parameter.data = W[: parameter.numel()].reshape(parameter.shape).clone()
    optimiser = torch.optim.SGD(net.parameters(), lr=0.01)
    net(X).sum().backward()
    optimiser.step()
    return net(X)


@points(
    2, "two of them are a network, and a step of torch's SGD moves all of their parameters", requires="test_positive"
)
def test_learns(student, reference, rng):
    W, X = rng.uniform(12, low=0.1).float(), rng.uniform(5, 3, low=0.1).float()
    of = "net = nn.Sequential(MyLinear(3, 4), MyLinear(4, 2)); after a step, net(X)"
    agree(student, reference, lambda ns, W, X: step(ns, ns.MyLinear, W, X), W, X, of=of)
