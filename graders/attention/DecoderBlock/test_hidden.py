"""What is special about DecoderBlock: whose past is kept where, where dropout falls, names, parameters of its own, an accelerator."""

import torch

from autograder.checks import aside, assert_tensor, fail, inside, points
from autograder.checks.agreement import agree
from autograder.checks.byhand import case
from autograder.checks.modules import addresses, filled, filled_by_label
from autograder.checks.shaping import cast, each
from autograder.devices.simulated import to_device

from .contract import contract
from .stages import reading

PROBABILITY = 0.5


@inside
def stacked(DecoderBlock, X, other, enc_outputs, enc_valid_lens):
    """Two blocks that share a state, filled one by one; word by word, first another sentence, then X."""
    options = X.shape[2], X.shape[2], X.shape[2], X.shape[2], [X.shape[2]], X.shape[2], 7, 2, 0.5
    blocks = []
    for i in (0, 1):
        net = reading(DecoderBlock, i, True, *options)
        net, _, _ = filled(net, (X, enc_outputs, enc_valid_lens))
        blocks.append(net.block.eval())
    for sentence in (other, X):
        found, state = [], [enc_outputs, enc_valid_lens, [None, None]]
        for Y in sentence.split(1, dim=1):
            for block in blocks:
                Y, state = block(Y, state)
            found.append(Y)
    return torch.cat(found, dim=1)


title, of = (
    "two blocks share a state, each keeps its own past in it, and a new sentence begins anew",
    "two blocks word by word, after another sentence, (X, other, enc_outputs, enc_valid_lens)",
)
test_two_blocks = case(
    contract,
    3,
    title,
    lambda rng: (*(rng.normal(3, n, 6).float() for n in (4, 3, 5)), torch.tensor([5, 1, 3])),
    call=lambda ns, *args: stacked(ns, ns.DecoderBlock, *args),
    of=of,
)


@inside
def caches(DecoderBlock, X, enc_outputs, kept):
    """Whether something is in the place of each of three blocks after a word for the second one, and what is in the first's."""
    net = DecoderBlock(4, 4, 4, 4, [4], 4, 6, 2, 0.0, 1).to(X.device, X.dtype).eval()
    _, state = net(X, [enc_outputs, None, [kept.clone(), None, None]])
    return [part is not None for part in state[2]], state[2][0]


@points(
    2, "what block i has to keep is in state[2][i], and the other places are left alone", requires="test_prediction"
)
def test_place_of_the_past(student, rng):
    X, enc_outputs, kept = rng.normal(2, 1, 4).float(), rng.normal(2, 3, 4).float(), rng.normal(2, 5, 4).float()
    filled_places, first = caches(student, student.DecoderBlock, X, enc_outputs, kept)
    if filled_places != [True, True, False] or not torch.equal(assert_tensor(first, of="state[2][0]"), kept):
        fail(
            "after a word for block i = 1 of three, with the past of block 0 in state[2][0] and None in the others, something "
            "should be in state[2][1], state[2][0] should be as it was, and state[2][2] None. Whether something is in each: {came}. "
            "state[2][0] is {same}",
            came=str(filled_places),
            same="as it was" if isinstance(first, torch.Tensor) and torch.equal(first, kept) else "another",
        )


@inside
def heard(DecoderBlock, x, dropout, training, part):
    """Results for 100 sequences of one word, all alike, by one head; of the two attentions only number `part` adds something, if any."""
    X = x.expand(100, 1, -1)
    net = reading(DecoderBlock, 0, True, 8, 8, 8, 8, [8], 8, 7, 1, dropout)
    net, parameters, _ = filled_by_label(net, (X, X.clone(), None), biases=False)
    with torch.no_grad():
        parameters["weight (8, 7)"].zero_()
        for number in (1, 2):
            if number != part:
                parameters[f"weight (8, 8) number {4 * number}"].zero_()
    return net.train(training)(X, X.clone(), None).detach()[:, 0]


@points(
    3, "in training, dropout falls on the weights of both attentions, and on what each gives", requires="test_values"
)
def test_dropout(student, reference, rng):
    # The weight of a single word is 1. Where it is dropped, only the shortcut is left, which is about half of the results. In the
    # others some of the eight features that attention gives are dropped, so that few of these results are alike.
    x = rng.normal(8).float()
    for part, name in ((1, "the first"), (2, "the second")):
        came = heard(student, student.DecoderBlock, x, PROBABILITY, True, part)
        came = assert_tensor(came, of="the result in training").detach().cpu()
        bare = heard(reference, reference.DecoderBlock, x, 0.0, True, 0).cpu()
        if came.shape != bare.shape:
            fail("the shape of the results in training is {came}, but should be (100, 8)", came=tuple(came.shape))
        dropped = (came - bare).abs().amax(dim=1) < 1e-3
        share, others = float(dropped.float().mean()), len(torch.unique(came[~dropped].round(decimals=3), dim=0))
        if not abs(share - PROBABILITY) < 0.2:
            fail(
                "where a word sees a single one, its weight should be dropped in half of the cases in training, but the part of "
                "{name} attention is missing in a share of {share}",
                name=name,
                share=f"{share:.2f}",
            )
        if others < 10:
            fail("in training, elements of what {name} attention gives should be dropped before the sum", name=name)


@inside
def named(DecoderBlock, X, enc_outputs, enc_valid_lens):
    """All by name; dropout does nothing in evaluation."""
    options = {"key_size": 4, "query_size": 4, "value_size": 4, "num_hiddens": 4, "norm_shape": [4], "i": 0}

    def made(*_):
        return DecoderBlock(ffn_num_input=4, ffn_num_hiddens=6, num_heads=2, dropout=0.5, **options)

    net, _, _ = filled(reading(made, 0, False), (X, enc_outputs, enc_valid_lens))
    return net.eval()(X, enc_outputs, enc_valid_lens)


@inside
def shared(DecoderBlock, X, enc_outputs):
    """How many parameters two blocks have in common."""
    first, second = (DecoderBlock(4, 4, 4, 4, [4], 4, 6, 2, 0.0, 0).to(X.device, X.dtype) for _ in range(2))
    first(X, [enc_outputs, None, [None]]), second(X, [enc_outputs, None, [None]])
    return len(addresses(first) & addresses(second))


def drawn(rng):
    return rng.normal(2, 3, 4).float(), rng.normal(2, 5, 4).float(), rng.integers(1, 5, (2,))


title, of = (
    "the parameters have the names of the book",
    "named(DecoderBlock, X, enc_outputs, enc_valid_lens)",
)
test_names = case(contract, 1, title, drawn, call=lambda ns, *args: named(ns, ns.DecoderBlock, *args), of=of)

title, of = "each block has parameters of its own", "the number of parameters that two blocks share"
test_new = case(
    contract,
    1,
    title,
    lambda rng: drawn(rng)[:2],
    call=lambda ns, *args: shared(ns, ns.DecoderBlock, *args),
    of=of,
    requires="test_one_head",
)


@aside
@points(1, "lengths are heeded on an accelerator, too")
def test_lengths_on_a_device(student, reference, rng, accelerator):
    args = cast(contract.drawn(rng, lens=True), torch.float32)
    there = each(args, lambda tensor: to_device(tensor, accelerator), floating=False)
    agree(student, reference, contract.call, *there, of=contract.of, dtype=False)
