"""What is special about Seq2SeqAttentionDecoder: where dropout falls, gradients from call to call, and lengths that are on an accelerator."""

import torch

from autograder.checks import agree, aside, fail, inside, points
from autograder.checks.modulecalls import gradients_by_name
from autograder.checks.shaping import cast, each
from autograder.devices.simulated import to_device

from .contract import OF_WORDS, contract
from .stages import in_parts


@inside
def different_sentences(Seq2SeqAttentionDecoder):
    """How many different scores 64 sentences have that are all alike, of which one word was read: in training, in evaluation."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nn.GRU warns of dropout with a single layer
        net = Seq2SeqAttentionDecoder(12, 5, 32, 1, dropout=0.5)
        outputs = torch.linspace(-1, 1, 32).expand(1, 64, -1)
        X, found = torch.zeros(64, 1, dtype=torch.int64), []
        for mode in (True, False):
            scores, _ = net.train(mode)(X, net.init_state((outputs, outputs.clone()), None))
            found.append(len(torch.unique(scores.detach().reshape(64, 12).round(decimals=4), dim=0)))
    return found


@points(2, "in training, dropout falls on the attention weights", requires="test_values")
def test_dropout(student):
    # The only weight is dropped or doubled, so the context is one of two. Elements of the context are not dropped one by one.
    found = different_sentences(student, student.Seq2SeqAttentionDecoder)
    if found != [2, 1]:
        fail(
            "where one word was read, its weight is dropped or doubled in training with dropout=0.5, which makes 2 kinds of scores of 64 "
            "sentences that are alike, and 1 in evaluation; there are {training} and {evaluation}",
            training=str(found[0]),
            evaluation=str(found[1]),
        )


@inside
def rates(Seq2SeqAttentionDecoder):
    """Without and with dropout, for outputs of zero: whether two calls in training differ, training from evaluation, and two in evaluation."""
    X, outputs, state = torch.arange(12).reshape(3, 4), torch.zeros(2, 3, 32), torch.ones(2, 3, 32)
    found = []
    for options in ({}, {"dropout": 0.5}):
        net = Seq2SeqAttentionDecoder(12, 5, 32, 2, **options)
        results = []
        for mode in (True, True, False, False):
            net.train(mode)
            results.append(net(X, net.init_state((outputs, state), None))[0])
        found += [bool((results[a] - results[b]).abs().max() > 1e-6) for a, b in ((0, 1), (0, 2), (2, 3))]
    return found


@points(
    1,
    "dropout works between the GRU's layers, in training alone, and is 0 where nothing is said",
    requires="test_values",
)
def test_dropout_between_layers(student):
    found = rates(student, student.Seq2SeqAttentionDecoder)
    right = [False, False, False, True, True, False]
    if found != right:
        fail(
            "with a context of zeros, whether two calls in training differ, training from evaluation, and two in evaluation is {without} "
            "where nothing is said of dropout, and {half} with dropout=0.5, but should be {right} and {right_half}",
            without=str(found[:3]),
            half=str(found[3:]),
            right=str(right[:3]),
            right_half=str(right[3:]),
        )


@points(1, "word by word, the gradients are those of the whole sentence", requires="test_word_by_word")
def test_gradients_word_by_word(student, reference, rng):
    args = contract.differentiable(cast(contract.drawn(rng), torch.float32))
    call = gradients_by_name(OF_WORDS, in_parts(4))
    agree(student, reference, call, *args, of=f"the gradient of {OF_WORDS}", dtype=False)


@aside
@points(1, "lengths are heeded on an accelerator, too")
def test_lengths_on_a_device(student, reference, rng, accelerator):
    args = cast(contract.drawn(rng, lens=True), torch.float32)
    there = each(args, lambda tensor: to_device(tensor, accelerator), floating=False)
    agree(student, reference, contract.call, *there, of=contract.of, dtype=False)
