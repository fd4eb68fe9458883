"""What is special about Conv2D: the name of its argument, and that each layer has numbers of its own."""

from autograder.checks import agree, assert_equal, filled, inside, points
from autograder.checks.modules import addresses


@inside
def after_zeroing(one, other, X):
    """What a layer makes of X when all parameters of another one have been set to zero."""
    for parameter in other.parameters():
        parameter.data.zero_()
    return one(X)


@inside
def shared(Conv2D):
    """How many parameters two layers have in common."""
    one, other = Conv2D((2, 3)), Conv2D((2, 3))
    return len(addresses(one) & addresses(other))


@points(1, "kernel_size may be given by name, and two layers share nothing")
def test_two_layers(student, reference, rng):
    def call(ns, X):
        net, _, _ = filled(ns, ns.Conv2D(kernel_size=(2, 3)), X)
        return after_zeroing(ns, net, ns.Conv2D((2, 3)), X)

    agree(student, reference, call, rng.normal(4, 5).float(), of="Conv2D(kernel_size=(2, 3))(X)", dtype=False)
    assert_equal(shared(student, student.Conv2D), 0, of="the number of parameters that two layers share")


@points(1, "one layer takes images of several sizes", requires="test_values")
def test_other_images(student, reference, rng):
    def call(ns, X, Z):
        net, _, _ = filled(ns, ns.Conv2D((2, 3)), X)
        return [net(X), net(Z)]

    X, Z = rng.normal(4, 5).float(), rng.normal(6, 4).float()
    agree(student, reference, call, X, Z, of="layer = Conv2D((2, 3)); [layer(X), layer(Z)]", dtype=False)
