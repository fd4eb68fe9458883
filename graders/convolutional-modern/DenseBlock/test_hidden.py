"""What is special about DenseBlock: the names of its parameters, the weights of its parts, and which channels come first."""

import torch

from autograder.checks import assert_close, assert_tensor, fail, filled, inside, points
from autograder.checks.byhand import case
from autograder.checks.modules import own_parameters

from .contract import contract


def by_name(ns, X):
    net, _, _ = filled(ns, ns.DenseBlock(num_convs=2, input_channels=3, num_channels=4), X)
    return net(X)


title, of = "the parameters have the names of the book", "DenseBlock(num_convs=2, input_channels=3, num_channels=4)(X)"
test_names = case(contract, 1, title, lambda rng: (rng.normal(2, 3, 4, 6).float(),), call=by_name, of=of)


@inside
def sizes(DenseBlock):
    """Of all parameters, for one, two and three parts; some are made in the first forward pass."""
    nets = [DenseBlock(number, 2, 3) for number in (1, 2, 3)]
    for net in nets:
        net(torch.ones(2, 2, 4, 4))
    return [sorted(p.numel() for p in own_parameters(net)) for net in nets]


title = "there are num_convs parts, each with a normalisation and a convolution of its own"
of = "the sizes of the parameters of blocks of one, two and three parts that add 3 channels to 2 others"
test_counts = case(contract, 2, title, (), call=lambda ns: sizes(ns, ns.DenseBlock), of=of)


@points(2, "the result begins with the input, then comes what each part adds")
def test_input_kept(student, rng):
    X = rng.normal(2, 3, 4, 5).float()
    came = student.DenseBlock(2, 3, 4).to(X.device)(X)
    assert_tensor(came, of="DenseBlock(2, 3, 4)(X)")
    if came.shape != (2, 11, 4, 5):
        fail("the shape of DenseBlock(2, 3, 4)(X) is {came}, but should be (2, 11, 4, 5)", came=tuple(came.shape))
    assert_close(came[:, :3].detach(), X, of="the first three channels of DenseBlock(2, 3, 4)(X)", dtype=False)
