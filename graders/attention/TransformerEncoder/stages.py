"""Where an encoder first differs: positions, the root before them, a block, several of them, the lengths.

Hidden: it would tell how the parts are told apart. Without blocks, what goes into the first one comes out.
"""

import torch

from autograder.checks import inside
from autograder.checks.modules import filled_by_label
from autograder.checks.rng import Rng
from autograder.checks.stages import close

B, N, VOCAB = 3, 4, 9
KEPT = "what is kept from one call to the next: the same call gives something else the second time"
POSITIONS = "what comes out without blocks (num_layers=0) where all embeddings are zero: the positions alone"
ROOT = "the embeddings, times sqrt(num_hiddens), to which positions are added: the positions alone are right"
BLOCK = "what comes out of a single block: what goes into it is right"
BLOCKS = "how blocks follow each other: a single one is right, two are not"
LENGTHS = "the valid lengths: without them all blocks are right"


@inside
def result(TransformerEncoder, num_layers, embedded, X, lens):
    """The result, with embeddings of zero unless `embedded`."""
    net = TransformerEncoder(9, 6, 6, 6, 6, [6], 6, 7, 2, num_layers, 0.0)
    net, parameters, _ = filled_by_label(net, (X, lens))
    if not embedded:
        with torch.no_grad():
            parameters["weight (9, 6)"].zero_()  # KeyError where there is none of this shape, so that no place is named
    return net.eval()(X, lens).detach()


def place(student, reference):
    """The first part that differs, None when all agree."""
    X = Rng("stages of TransformerEncoder").integers(0, VOCAB, (B, N))

    def run(ns, num_layers, embedded=True, lens=None):
        return result(ns, ns.TransformerEncoder, num_layers, embedded, X, lens)

    def agree(*args, **options):
        return close(run(student, *args, **options), run(reference, *args, **options))

    if not close(run(student, 2), run(student, 2)):
        return KEPT
    if not agree(0, embedded=False):
        return POSITIONS
    if not agree(0):
        return ROOT
    if not agree(1):
        return BLOCK
    if not agree(2):
        return BLOCKS
    return None if agree(2, lens=torch.tensor([1, 3, 4])) else LENGTHS
