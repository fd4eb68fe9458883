"""What is special about an epoch: the net's mode, earlier gradients, one pass, and updaters that are functions."""

import torch
from torch import nn

from autograder.checks import assert_equal, inside, points
from autograder.checks.byhand import case

from .contract import arguments, contract, left, loss, trained


@inside
def by_function(train_epoch, W, b, X, y, size):
    """With functions for the net and the updater, which keeps what it is given."""
    params, sizes = [W.clone().requires_grad_(), b.clone().requires_grad_()], []

    def updater(batch_size):
        sizes.append(batch_size)
        with torch.no_grad():
            for p in params:
                p -= 0.5 * p.grad / batch_size
                p.grad.zero_()

    batches = list(zip(X.split(size), y.split(size), strict=True))
    returned = train_epoch(lambda X: X @ params[0].T + params[1], batches, loss, updater)
    return left(returned, params, W) | {"batch_size": sizes}


@inside
def function_and_optimiser(train_epoch, W, b, X, y, size):
    """With a function for the net, and an optimiser of torch for what it uses."""
    params = [W.clone().requires_grad_(), b.clone().requires_grad_()]
    batches = list(zip(X.split(size), y.split(size), strict=True))
    updater = torch.optim.SGD(params, lr=0.5)
    return left(train_epoch(lambda X: X @ params[0].T + params[1], batches, loss, updater), params, W)


@inside
def from_evaluation(train_epoch, W, b, X, y, size):
    """A net in evaluation mode, with a layer that averages all that it sees in training."""
    net = nn.Sequential(nn.BatchNorm1d(len(W.T)), nn.Linear(*W.T.shape)).to(W.device, W.dtype).eval()
    updater = torch.optim.SGD(net.parameters(), lr=0.1)
    train_epoch(net, list(zip(X.split(size), y.split(size), strict=True)), loss, updater)
    return {"training": net.training, "running_mean": net[0].running_mean}


def with_options(**options):
    return lambda ns, *args: trained(ns, ns.train_epoch_ch3, *args, **options)


def mode(ns, *args):
    return from_evaluation(ns, ns.train_epoch_ch3, *args)


def shorter(rng):
    return arguments(rng, n=9)


title = "a shorter last minibatch counts by its examples"
test_rest = case(contract, 2, title, shorter)

title = "a function as updater gets the sum's gradient and the number of examples; net may be a function too"
test_function = case(contract, 3, title, shorter, call=lambda ns, *args: by_function(ns, ns.train_epoch_ch3, *args))

title, both = "an optimiser beside a net that is a function", function_and_optimiser
test_function_and_optimiser = case(
    contract, 2, title, arguments, call=lambda ns, *args: both(ns, ns.train_epoch_ch3, *args)
)

title = "the net is in training mode, and sees each minibatch once"
test_mode = case(contract, 2, title, arguments, call=mode, requires="test_values")

title = "gradients left from before do not count"
test_stale = case(contract, 2, title, arguments, call=with_options(stale=True))

title = "two epochs with one optimiser that has momentum"
test_momentum = case(contract, 1, title, arguments, call=with_options(momentum=0.9))

title = "an optimiser of another kind"
test_other_optimiser = case(contract, 2, title, arguments, call=with_options(kind="ASGD"))

title = "train_iter is gone through once, whatever it is"
test_iterator = case(contract, 1, title, arguments, call=with_options(once=True))


@inside
def numbers(train_epoch, X, y):
    net = nn.Linear(3, 4, dtype=X.dtype, device=X.device)
    return list(train_epoch(net, [(X, y)], loss, torch.optim.SGD(net.parameters(), lr=0.1)))


@points(1, "both numbers are Python floats, which keep no graph alive", requires="test_values")
def test_floats(student, rng):
    # What kind they are is seen on this side: there, a class may have any name.
    found = numbers(student, student.train_epoch_ch3, *arguments(rng)[2:4])
    kinds = [type(value).__name__ for value in found]
    assert_equal(kinds, ["float", "float"], of="[type(value).__name__ for value in train_epoch_ch3(...)]")
