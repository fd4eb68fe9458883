"""What is special about TransformerEncoder: the weights of each block, names, further arguments, long sequences, and dropout."""

import torch
from torch import nn

from autograder.checks import aside, assert_close, assert_tensor, fail, filled, inside, points
from autograder.checks.agreement import agree
from autograder.checks.byhand import case
from autograder.checks.modules import addresses, evaluated, filled_by_label
from autograder.checks.shaping import each
from autograder.devices.simulated import to_device

from .contract import contract

PROBABILITY = 0.5


@inside
def weights(TransformerEncoder, heads, X, valid_lens, dropout=0.0):
    """Those of each block after passes of this and of another length, and whether the last pass was in training."""
    h = 4 * heads
    net = TransformerEncoder(9, h, h, h, h, [h], h, 7, heads, 2, dropout)
    net, _, _ = filled(net, (X, valid_lens))
    net.train(dropout > 0)
    for words, lens in ((X[:1, :2], None), (X, valid_lens)):
        net(words, lens)
    n = X.shape[1]
    return [block.detach().reshape(-1, n, n) for block in net.attention_weights]


title, of = (
    "attention_weights has the weights of each block in the last pass",
    "net.attention_weights after net(X, valid_lens)",
)
test_weights = case(
    contract,
    3,
    title,
    lambda rng: (2, rng.integers(0, 9, (3, 5)), torch.tensor([2, 5, 3])),
    lambda rng: (1, rng.integers(0, 9, (2, 4)), None),
    call=lambda ns, *args: weights(ns, ns.TransformerEncoder, *args),
    of=of,
)


@points(1, "they are kept as they are before dropout", requires="test_weights")
def test_weights_in_training(student, rng):
    X = rng.integers(0, 9, (3, 5))
    for block in weights(student, student.TransformerEncoder, 2, X, None, 0.5):
        total = block.sum(dim=2)
        assert_close(total, torch.ones_like(total), of="in training, the sum of a word's weights")


@inside
def taken_before(TransformerEncoder, X):
    """How many words the weights were of that were taken after a pass of two words, looked at after another pass."""
    net = TransformerEncoder(9, 4, 4, 4, 4, [4], 4, 7, 1, 2, 0.0).to(X.device).eval()
    net(X[:, :2], None)
    taken = net.attention_weights
    net(X, None)
    return [block.shape[-1] for block in taken]


title, of = "a list that was taken after a pass stays as it was", "taken_before(TransformerEncoder, X)"
test_new_list = case(
    contract,
    1,
    title,
    lambda rng: (rng.integers(0, 9, (2, 5)),),
    call=lambda ns, X: taken_before(ns, ns.TransformerEncoder, X),
    of=of,
    requires="test_weights",
)


@inside
def named(TransformerEncoder, X, lens):
    """Without use_bias, all else by name, and with one more argument in the forward pass; dropout does nothing in evaluation."""
    options = {"key_size": 4, "query_size": 4, "value_size": 4, "num_hiddens": 4, "norm_shape": [4], "num_layers": 2}
    net = TransformerEncoder(vocab_size=9, ffn_num_input=4, ffn_num_hiddens=6, num_heads=2, dropout=0.5, **options)
    net, _, _ = filled(net, (X, lens))
    return evaluated(net, (X, lens, None))


@inside
def shared(TransformerEncoder, X):
    """How many parameters two encoders have in common."""
    first, second = (TransformerEncoder(9, 4, 4, 4, 4, [4], 4, 6, 2, 2, 0.0).to(X.device) for _ in range(2))
    first(X, None), second(X, None)
    return len(addresses(first) & addresses(second))


def drawn(rng):
    return rng.integers(0, 9, (2, 3)), rng.integers(1, 4, (2,))


title, of = (
    "the parameters have the names of the book; use_bias may be left out, and further arguments are passed over",
    "named(TransformerEncoder, X, valid_lens)",
)
test_names = case(contract, 1, title, drawn, call=lambda ns, *args: named(ns, ns.TransformerEncoder, *args), of=of)

title, of = "each encoder has parameters of its own", "the number of parameters that two encoders share"
test_new = case(
    contract,
    1,
    title,
    lambda rng: drawn(rng)[:1],
    call=lambda ns, X: shared(ns, ns.TransformerEncoder, X),
    of=of,
    requires="test_one_head",
)

test_long = case(
    contract,
    1,
    "a sequence may have a thousand words",
    lambda rng: contract.arguments(rng, B=1, n=1000, size=2, num_layers=1),
)


@inside
def last_block(TransformerEncoder, dropout, heard):
    """Results of the second block in training, for 100 sequences of one word; its attention adds zero unless `heard`.

    The first block's last norm has a scale of zero, so that the second one gets the same numbers everywhere, whatever was dropped before.
    """
    X = torch.zeros(100, 1, dtype=torch.int64)
    net, parameters, _ = filled_by_label(TransformerEncoder(9, 8, 8, 8, 8, [8], 8, 7, 1, 2, dropout), (X, None))
    for part in net.modules():
        if not isinstance(part, nn.LayerNorm):
            for parameter in part.parameters(recurse=False):
                if parameter.dim() == 1:
                    nn.init.zeros_(parameter)
    for words in ["weight (8,) number 2", "weight (8, 7) number 2", *([] if heard else ["weight (8, 8) number 8"])]:
        nn.init.zeros_(parameters[words])
    return net.train()(X, None).detach()[:, 0]


@points(2, "in training, each block drops attention weights, and elements of what it adds", requires="test_values")
def test_dropout(student, reference):
    # The weight of a single word is 1. Where it is dropped, the shortcut alone is left, which is about half of the results. In the
    # others some of the eight features that attention gives are dropped, so that few of these results are alike.
    came = assert_tensor(
        last_block(student, student.TransformerEncoder, PROBABILITY, True), of="the result in training"
    )
    came = came.detach().cpu()
    bare = last_block(reference, reference.TransformerEncoder, 0.0, False).cpu()
    if came.shape != bare.shape:
        fail("the shape of the results in training is {came}, but should be (100, 8)", came=tuple(came.shape))
    dropped = (came - bare).abs().amax(dim=1) < 1e-3
    share, others = float(dropped.float().mean()), len(torch.unique(came[~dropped].round(decimals=3), dim=0))
    if not abs(share - PROBABILITY) < 0.2:
        fail(
            "where a word sees itself alone, its weight should be dropped in half of the cases in training, but the part of attention "
            "in the second block is missing in a share of {share}",
            share=f"{share:.2f}",
        )
    if others < 10:
        fail("in training, elements of what attention gives should be dropped before the sum, but none are")


@aside
@points(1, "lengths are heeded on an accelerator, too")
def test_lengths_on_a_device(student, reference, rng, accelerator):
    there = each(contract.drawn(rng, lens=True), lambda tensor: to_device(tensor, accelerator), floating=False)
    agree(student, reference, contract.call, *there, of=contract.of, dtype=False)
