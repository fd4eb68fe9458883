"""What is special about Seq2SeqDecoder: dropout, gradients from call to call, and further arguments of init_state."""

import torch

from autograder.checks import agree, fail, filled, inside, points
from autograder.checks.byhand import case
from autograder.checks.modulecalls import gradients_by_name
from autograder.checks.shaping import cast

from .contract import contract, in_parts, writing


@inside
def rates(Seq2SeqDecoder):
    """Without dropout, with it, and with it but one layer: whether two calls in training differ, training from evaluation,
    and two in evaluation.
    """
    import warnings

    X, state = torch.arange(12).reshape(3, 4), torch.ones(2, 3, 32)
    found = []
    for layers, options in ((2, {}), (2, {"dropout": 0.5}), (1, {"dropout": 0.5})):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # torch says that a single layer has nothing to drop
            net = Seq2SeqDecoder(12, 5, 32, layers, **options)
        results = []
        for mode in (True, True, False, False):
            net.train(mode)
            results.append(net(X, net.init_state((state[-1:], state[:layers])))[0])
        pairs = [(0, 1), (0, 2), (2, 3)]
        found += [bool((results[a] - results[b]).abs().max() > 1e-6) for a, b in pairs]
    return found


@inside
def everything_dropped(writing, X, state):
    """The scores in training, of a second layer that sees nothing of the first."""
    net, _, _ = filled(writing, (X, state))
    return net.train()(X, state)


@points(
    1, "dropout works between the layers, in training alone, and is 0 where nothing is said", requires="test_values"
)
def test_dropout(student, reference, rng):
    found = rates(student, student.Seq2SeqDecoder)
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
        lambda ns, *args: everything_dropped(ns, writing(ns, ns.Seq2SeqDecoder, 7, 5, 6, 2, 1.0), *args),
        rng.integers(0, 7, (3, 4)),
        rng.uniform(2, 3, 6, low=-1, high=1).float(),
        of="in training with a dropout of 1, Seq2SeqDecoder(7, 5, 6, 2, 1.0)(X, state)[0]",
    )


@points(1, "word by word, the gradients are those of the whole sentence", requires="test_word_by_word")
def test_gradients_word_by_word(student, reference, rng):
    of = "Seq2SeqDecoder(...), word by word, (X, state)"
    args = contract.differentiable(cast(contract.drawn(rng), torch.float32))
    agree(student, reference, gradients_by_name(of, in_parts(4)), *args, of=f"the gradient of {of}", dtype=False)


@inside
def with_more(Seq2SeqDecoder):
    X, state = torch.arange(12).reshape(3, 4), torch.ones(1, 3, 6)
    net = Seq2SeqDecoder(12, 5, 6, 1)
    return list(net(X, net.init_state((state, state), torch.tensor([4, 2, 1])))[0].shape)


title, of = "init_state passes further arguments over, such as valid lengths", "the shape of the scores"
test_more = case(contract, 1, title, (), call=lambda ns: with_more(ns, ns.Seq2SeqDecoder), of=of)
