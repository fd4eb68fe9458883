"""What is special about predict_ch8: the device, how often the net is asked, and that nothing is drawn."""

import torch

from autograder.checks import agree, fail, inside, points

from .contract import LETTERS, arguments, make_net, make_vocab, predicted


@inside
def seen_tokens(predict, prefix, num_preds, letters):
    """How many tokens the net has seen."""
    vocab, seen = make_vocab(letters), []
    net = make_net(len(vocab), "cpu", "module", seen)
    predict(prefix, num_preds, net, vocab, "cpu")
    return sum(seen)


@points(2, "the tensors are made on the device that is given", requires="test_values")
def test_device(student, reference, rng, accelerator):
    prefix, num_preds, letters = arguments(rng)

    def call(ns, device):
        return predicted(ns, ns.predict_ch8, prefix, num_preds, letters, device)

    for device in (accelerator, torch.device(accelerator)):
        agree(student, reference, call, device, of=f"predict_ch8({prefix!r}, {num_preds}, net, vocab, {device!r})")


@points(2, "the state is kept, so that the net sees no token twice", requires="test_values")
def test_each_token_once(student, rng):
    came = seen_tokens(student, student.predict_ch8, "the ", 20, LETTERS)
    if not isinstance(came, int) or came > 4 + 20:
        fail(
            "for a prefix of 4 letters and 20 predictions the net sees {came} tokens, but 23 are enough: keep its state",
            came=came,
        )
