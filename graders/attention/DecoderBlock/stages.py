"""Where a decoder block first differs: shortcuts, the layers for each word, the two attentions, the mask, the lengths, the cache.

Hidden: it would tell how the parts are told apart. A part whose last weight is zero adds nothing, and what is left is known.
"""

import torch
from torch import nn

from autograder.checks import inside
from autograder.checks.modules import filled_by_label
from autograder.checks.rng import Rng
from autograder.checks.stages import close

B, N, K, HIDDEN, FFN, HEADS = 3, 4, 5, 6, 7, 2
KEPT = "what is kept from one sentence to the next: the same sentence gives something else the second time"
SHORTCUTS = "the shortcuts and normalisations: where all three parts give zero, the block normalises X three times"
FEED_FORWARD = "the part for each word and its AddNorm: where both attentions give zero, the block is wrong"
SELF = "the first attention and its AddNorm: a sentence of one word is wrong already, where the other parts give zero"
SEEN = "what each word sees of its sentence in training, and with which weights: a sentence of one word is right"
CROSS = "the second attention and its AddNorm, where the other parts give zero: queries are the first AddNorm's result, keys and values the encoder's outputs"
HEADS_APART = "the heads: with a single one both attentions are right, with two they are not"
TOGETHER = "how the three parts follow each other: each is right where the others give zero"
LENGTHS = "the valid lengths of the encoder's outputs: without them the block is right"
CACHE = "what a word sees in prediction: in training the block is right"
OF_SELF, OF_CROSS = f"weight ({HIDDEN}, {HIDDEN}) number 4", f"weight ({HIDDEN}, {HIDDEN}) number 8"
OF_FEED_FORWARD = f"weight ({HIDDEN}, {FFN})"


@inside
def reading(DecoderBlock, i, at_once, *options):
    """The block as a module of (X, enc_outputs, enc_valid_lens), which reads a sentence as in training, or word by word."""

    class Reading(nn.Module):
        def __init__(self):
            super().__init__()
            self.block = DecoderBlock(*options, i)

        def forward(self, X, enc_outputs, enc_valid_lens):
            state = [enc_outputs, enc_valid_lens, [None] * (i + 1)]
            if at_once:
                if self.training:
                    return self.block(X, state)[0]
                self.block.train()  # the mask is for training; there is nothing to drop
                Y, _ = self.block(X, state)
                self.block.eval()
                return Y
            found = []
            for word in X.split(1, dim=1):
                Y, state = self.block(word, state)
                found.append(Y)
            return torch.cat(found, dim=1)

    return Reading()


@inside
def result(DecoderBlock, heads, zero, at_once, X, enc_outputs, enc_valid_lens):
    """The result with some of the weights zero, which are known by their shapes; all biases are."""
    net = reading(DecoderBlock, 0, at_once, 6, 6, 6, 6, [6], 6, 7, heads, 0.0)
    args = X, enc_outputs, enc_valid_lens
    net, parameters, _ = filled_by_label(net, args, biases=False)
    with torch.no_grad():
        for words in zero:  # KeyError where there is none of this shape, so that no place is named
            parameters[words].zero_()
    return net.eval()(*args).detach()


def place(student, reference):
    """The first part that differs, None when all agree."""
    rng = Rng("stages of DecoderBlock")
    X, enc_outputs = (rng.normal(B, length, HIDDEN, dtype=torch.float32) for length in (N, K))

    def run(ns, *zero, heads=HEADS, lens=None, words=N, at_once=True):
        return result(ns, ns.DecoderBlock, heads, list(zero), at_once, X[:, :words], enc_outputs, lens)

    def agree(*zero, **options):
        return close(run(student, *zero, **options), run(reference, *zero, **options))

    if not close(run(student), run(student)):
        return KEPT
    if not agree(OF_SELF, OF_CROSS, OF_FEED_FORWARD):
        return SHORTCUTS
    if not agree(OF_SELF, OF_CROSS):
        return FEED_FORWARD
    if not agree(OF_CROSS, OF_FEED_FORWARD, heads=1, words=1):
        return SELF
    if not agree(OF_CROSS, OF_FEED_FORWARD, heads=1):
        return SEEN
    if not agree(OF_SELF, OF_FEED_FORWARD, heads=1):
        return CROSS
    if not agree(OF_FEED_FORWARD) and agree(OF_FEED_FORWARD, heads=1):
        return HEADS_APART
    if not agree():
        return TOGETHER
    if not agree(lens=torch.tensor([1, 3, 5])):
        return LENGTHS
    return None if agree(at_once=False) else CACHE
