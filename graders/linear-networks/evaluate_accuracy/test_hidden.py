"""What is special: modes during and after, exceptions, graphs, plain functions, and one pass over the data."""

import torch
from torch import nn

from autograder.checks import assert_equal, inside, points
from autograder.checks.byhand import case

from .contract import arguments, contract, share


@inside
def moded(evaluate, W, b, X, y, size, *, training=True, fails=""):
    """A net with a part that was put into another mode, by its owner, and that stands in two places; it or the data may raise,
    at the second minibatch or at once."""
    linear, dropout = nn.Linear(*W.T.shape), nn.Dropout(0.9)
    net = nn.Sequential(nn.BatchNorm1d(len(W.T)), nn.Sequential(dropout, linear))
    net.to(W.device, W.dtype).train(training)
    linear.load_state_dict({"weight": W, "bias": b})
    net[0].running_mean += 1
    linear.add_module("kept_here_too", dropout)
    dropout.train(not training)
    before, seen, enabled = [part.training for part in net.modules()], [], torch.is_grad_enabled()

    def batches():
        for number, (X_i, y_i) in enumerate(zip(X.split(size), y.split(size), strict=True)):
            if fails == "data at once" or (fails == "data" and number):
                raise LookupError
            yield X_i, y_i

    def look(*_):
        seen.append(torch.is_grad_enabled())
        if fails == "net at once" or (fails == "net" and len(seen) > 1):
            raise LookupError

    net.register_forward_pre_hook(look)
    try:
        result = evaluate(net, batches() if fails else list(batches()))
    except LookupError:
        result = "an exception"
    kept = [part.training for part in net.modules()] == before
    grads = torch.is_grad_enabled() == enabled
    torch.set_grad_enabled(enabled)
    return {
        "result": result,
        "modes": kept,
        "grad mode": grads,
        "mean": net[0].running_mean,
        "passes": len(seen),
        "graph": any(seen),
    }


@inside
def of_function(evaluate, W, b, X, y, size):
    return evaluate(lambda X: X @ W.T + b, list(zip(X.split(size), y.split(size), strict=True)))


def asked(*names, **options):
    def call(ns, *args):
        found = moded(ns, ns.evaluate_accuracy, *args, **options)
        return {name: found[name] for name in names} if isinstance(found, dict) and "passes" in found else found

    return call


def in_turn(*calls):
    return lambda *args: [call(*args) for call in calls]


right, of = "test_sizes", "what a net with a frozen part tells"
title = "a shorter last minibatch counts by its examples"
test_rest = case(contract, 2, title, lambda rng: arguments(rng, n=9), requires=right)

title = "the net is in evaluation mode meanwhile, and its statistics stay as they are"
calls = [asked("result", "mean", training=training) for training in (True, False)]
test_mode = case(contract, 3, title, arguments, call=in_turn(*calls), of=of)

title = "every part is in the mode that it was in before"
test_modes_after = case(contract, 3, title, arguments, call=asked("modes"), of=of, requires=right)

title = "a net that was in evaluation mode is so afterwards"
test_evaluating = case(contract, 1, title, arguments, call=asked("modes", training=False), of=of, requires=right)

title = "so it is after an exception, of the net's or of the data, which is passed on"
calls = [asked("result", "modes", "grad mode", fails=what) for what in ("net", "data", "net at once", "data at once")]
test_exception = case(contract, 2, title, arguments, call=in_turn(*calls), of=of, requires=right)

title = "no graph is built, and each minibatch goes through the net once"
test_no_graph = case(contract, 2, title, arguments, call=asked("graph", "passes"), of=of, requires=right)

title = "net may be a plain function"
test_function = case(contract, 2, title, arguments, call=lambda ns, *args: of_function(ns, ns.evaluate_accuracy, *args))

title = "data_iter is gone through once, whatever it is"
test_once = case(contract, 1, title, arguments, call=lambda ns, *a: share(ns, ns.evaluate_accuracy, *a, once=True))


@points(1, "the share is a Python float", requires="test_sizes")
def test_float(student, rng):
    came = share(student, student.evaluate_accuracy, *arguments(rng))
    assert_equal(type(came).__name__, "float", of="type(evaluate_accuracy(net, data_iter)).__name__")
