"""What is special about Conv2D: the name of its argument, and that each layer has numbers of its own."""

from autograder.checks import agree, filled, inside, points


@inside
def after_zeroing(one, other, X):
    """What a layer makes of X when all parameters of another one have been set to zero."""
    for parameter in other.parameters():
        parameter.data.zero_()
    return one(X)


@points(1, "kernel_size may be given by name, and two layers share nothing")
def test_two_layers(student, reference, rng):
    def call(ns, X):
        net, _, _ = filled(ns, ns.Conv2D(kernel_size=(2, 3)), X)
        return after_zeroing(ns, net, ns.Conv2D((2, 3)), X)

    agree(student, reference, call, rng.normal(4, 5).float(), of="Conv2D(kernel_size=(2, 3))(X)", dtype=False)
