"""What is special about EncoderBlock: where dropout falls, names, parameters of its own, and lengths on an accelerator."""

import torch

from autograder.checks import agree, aside, assert_tensor, fail, inside, points
from autograder.checks.byhand import case
from autograder.checks.modules import addresses, evaluated, filled, filled_by_label
from autograder.checks.shaping import cast, each
from autograder.devices.simulated import to_device

from .contract import contract

PROBABILITY = 0.5


@inside
def first_part(EncoderBlock, x, dropout, training, heard, count):
    """Results for so many sequences of one token, all alike, by one head; the small network adds zero, and so does attention unless `heard`."""
    X = x.expand(count, 1, -1)
    net, parameters, _ = filled_by_label(EncoderBlock(8, 8, 8, 8, [8], 8, 7, 1, dropout), (X, None), biases=False)
    with torch.no_grad():
        parameters["weight (8, 7)"].zero_()
        if not heard:
            parameters["weight (8, 8) number 4"].zero_()
    return net.train(training)(X, None).detach()[:, 0]


@points(2, "in training, dropout falls on the attention weights, and on what attention gives", requires="test_values")
def test_dropout(student, reference, rng):
    # The weight of a single token is 1. Where it is dropped, only the shortcut is left, which is about half of the results. In the
    # others some of the eight features that attention gives are dropped, so that few of these results are alike.
    x = rng.normal(8).float()
    came = first_part(student, student.EncoderBlock, x, PROBABILITY, True, True, 100)
    came = assert_tensor(came, of="the result in training").detach().cpu()
    bare = first_part(reference, reference.EncoderBlock, x, 0.0, False, False, 100).cpu()
    if came.shape != bare.shape:
        fail("the shape of the results in training is {came}, but should be (100, 8)", came=tuple(came.shape))
    dropped = (came - bare).abs().amax(dim=1) < 1e-3
    share, others = float(dropped.float().mean()), len(torch.unique(came[~dropped].round(decimals=3), dim=0))
    if not abs(share - PROBABILITY) < 0.2:
        fail(
            "where a token sees itself alone, its weight should be dropped in half of the cases in training, but the part of "
            "attention is missing in a share of {share}",
            share=f"{share:.2f}",
        )
    if others < 10:
        fail("in training, elements of what attention gives should be dropped before the sum, but none are")
    # Eight features are dropped or not: in so many results of the reference, each of the 256 that are possible is there.
    possible = first_part(reference, reference.EncoderBlock, x, PROBABILITY, True, True, 6000).cpu()
    if not float(torch.cdist(came, possible).amin(dim=1).max()) < 1e-2:
        fail(
            "in training, the result is not what comes of elements that are dropped, or doubled, of what attention gives"
        )


@inside
def named(EncoderBlock, X, lens):
    """Without use_bias, all else by name; dropout does nothing in evaluation."""
    options = {"key_size": 4, "query_size": 4, "value_size": 4, "num_hiddens": 4, "norm_shape": [4]}
    net = EncoderBlock(ffn_num_input=4, ffn_num_hiddens=6, num_heads=2, dropout=0.5, **options)
    net, _, _ = filled(net, (X, lens))
    return evaluated(net, (X, lens))


@inside
def shared(EncoderBlock, X):
    """How many parameters two blocks have in common."""
    first, second = (EncoderBlock(4, 4, 4, 4, [4], 4, 6, 2, 0.0).to(X.device, X.dtype) for _ in range(2))
    first(X, None), second(X, None)
    return len(addresses(first) & addresses(second))


def drawn(rng):
    return rng.normal(2, 3, 4).float(), rng.integers(1, 4, (2,))


title, of = (
    "the parameters have the names of the book, and use_bias may be left out",
    "named(EncoderBlock, X, valid_lens)",
)
test_names = case(contract, 1, title, drawn, call=lambda ns, *args: named(ns, ns.EncoderBlock, *args), of=of)

title, of = "each block has parameters of its own", "the number of parameters that two blocks share"
test_new = case(
    contract,
    1,
    title,
    lambda rng: drawn(rng)[:1],
    call=lambda ns, X: shared(ns, ns.EncoderBlock, X),
    of=of,
    requires="test_one_head",
)


@aside
@points(1, "lengths are heeded on an accelerator, too")
def test_lengths_on_a_device(student, reference, rng, accelerator):
    args = cast(contract.drawn(rng, lens=True), torch.float32)
    there = each(args, lambda tensor: to_device(tensor, accelerator), floating=False)
    agree(student, reference, contract.call, *there, of=contract.of, dtype=False)
