"""Where a block first differs: shortcuts and normalisations, the layers for each token, the attention, the lengths.

Hidden: it would tell how the parts are told apart. A part whose last weight is zero adds nothing, and what is left is known.
"""

import torch

from autograder.checks import inside
from autograder.checks.modules import filled_by_label
from autograder.checks.rng import Rng
from autograder.checks.stages import close

B, N, HIDDEN, FFN, HEADS = 3, 4, 6, 7, 2
KEPT = "what is kept from one call to the next: the same call gives something else the second time"
SHORTCUTS = "the shortcuts and normalisations: where both parts give zero, the block normalises X twice"
FEED_FORWARD = "the part for each token and its AddNorm: where attention gives zero, the block is wrong"
ATTENTION = (
    "the attention and its AddNorm: where the part for each token gives zero, the block is wrong with a single head"
)
HEADS_APART = "the heads: with a single one the attention is right, with two it is not"
TOGETHER = "how the two parts follow each other: each is right where the other gives zero"
LENGTHS = "the valid lengths: without them the block is right"
OF_ATTENTION, OF_FEED_FORWARD = f"weight ({HIDDEN}, {HIDDEN}) number 4", f"weight ({HIDDEN}, {FFN})"


@inside
def result(EncoderBlock, heads, zero, X, lens):
    """The result with some of the weights zero, which are known by their shapes; all biases are."""
    net = EncoderBlock(6, 6, 6, 6, [6], 6, 7, heads, 0.0)
    net, parameters, _ = filled_by_label(net, (X, lens), biases=False)
    with torch.no_grad():
        for words in zero:  # KeyError where there is none of this shape, so that no place is named
            parameters[words].zero_()
    return net.eval()(X, lens).detach()


def place(student, reference):
    """The first part that differs, None when all agree."""
    X = Rng("stages of EncoderBlock").normal(B, N, HIDDEN, dtype=torch.float32)

    def run(ns, *zero, heads=HEADS, lens=None):
        return result(ns, ns.EncoderBlock, heads, list(zero), X, lens)

    def agree(*zero, **options):
        return close(run(student, *zero, **options), run(reference, *zero, **options))

    if not close(run(student), run(student)):
        return KEPT
    if not agree(OF_ATTENTION, OF_FEED_FORWARD):
        return SHORTCUTS
    if not agree(OF_ATTENTION):
        return FEED_FORWARD
    if not agree(OF_FEED_FORWARD, heads=1):
        return ATTENTION
    if not agree(OF_FEED_FORWARD):
        return HEADS_APART
    if not agree():
        return TOGETHER
    return None if agree(lens=torch.tensor([1, 3, 4])) else LENGTHS
