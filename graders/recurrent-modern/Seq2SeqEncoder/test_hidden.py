"""What is special about Seq2SeqEncoder: dropout, and further arguments that it passes over."""

import torch

from autograder.checks import agree, fail, filled, inside, points
from autograder.checks.byhand import case

from .contract import contract


@inside
def rates(Seq2SeqEncoder):
    """Without dropout, with it, and with it but one layer: whether two calls in training differ, training from evaluation,
    and two in evaluation.
    """
    import warnings

    X = torch.arange(12).reshape(3, 4)
    found = []
    for layers, options in ((2, {}), (2, {"dropout": 0.5}), (1, {"dropout": 0.5})):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # torch says that a single layer has nothing to drop
            net = Seq2SeqEncoder(12, 5, 32, layers, **options)
        first, second = net.train()(X)[0], net(X)[0]
        third, fourth = net.eval()(X)[0], net(X)[0]
        found += [bool((a - b).abs().max() > 1e-6) for a, b in ((first, second), (first, third), (third, fourth))]
    return found


@inside
def everything_dropped(Seq2SeqEncoder, X):
    """The outputs in training, of a second layer that sees nothing of the first."""
    net, _, _ = filled(Seq2SeqEncoder(8, 5, 6, 2, 1.0), X)
    return net.train()(X)[0]


@points(
    1,
    "dropout works between the layers, in training alone, and is 0 where nothing is said",
    requires_one_of=("test_values", "test_outputs", "test_last_state"),
)
def test_dropout(student, reference, rng):
    found = rates(student, student.Seq2SeqEncoder)
    right = [False, False, False, True, True, False, False, False, False]
    if found != right:
        fail(
            "whether two calls in training differ, training from evaluation, and two in evaluation is {without} where nothing is said "
            "of dropout, {half} with dropout=0.5, and {one} with dropout=0.5 and a single layer, but should be {right}, {right_half} and "
            "{right}: it falls between the layers alone",
            without=str(found[:3]),
            half=str(found[3:6]),
            one=str(found[6:]),
            right=str(right[:3]),
            right_half=str(right[3:6]),
        )
    agree(
        student,
        reference,
        lambda ns, X: everything_dropped(ns, ns.Seq2SeqEncoder, X),
        rng.integers(0, 8, (3, 4)),
        of="in training with a dropout of 1, Seq2SeqEncoder(8, 5, 6, 2, 1.0)(X)[0]",
    )


@inside
def with_more(Seq2SeqEncoder):
    X = torch.arange(12).reshape(3, 4)
    net = Seq2SeqEncoder(12, 5, 3, 1)
    return [list(part.shape) for part in net(X, torch.tensor([4, 2, 1]))]


title, of = (
    "further arguments, such as valid lengths, are passed over",
    "the shapes of Seq2SeqEncoder(12, 5, 3, 1)(X, valid_len)",
)
test_more = case(contract, 1, title, (), call=lambda ns: with_more(ns, ns.Seq2SeqEncoder), of=of)
