"""Where several heads first differ: what is kept, the values, the scores of a single head, one of several, the lengths.

Hidden: it would tell how the parts are told apart. Each probe leaves out what comes later: with a query layer of zeros all weights are
alike, and an output layer of zeros but for one head's columns shows that head.
"""

import torch

from autograder.checks import inside
from autograder.checks.modules import filled_by_label
from autograder.checks.rng import Rng
from autograder.checks.stages import close

B, Q, K, KEY, QUERY, VALUE, HIDDEN, HEADS = 3, 3, 5, 5, 3, 7, 4, 2
KEPT = "what is kept from one call to the next: the same call gives something else the second time"
EXAMPLES = "the sequences, which are kept apart: here the result of one depends on the queries of another"
VALUES = "the values: with all weights alike, a single head is W_o of the mean of W_v of the values"
JOINED = "how heads are shared out or put together: with all weights alike, a single head is right, and two are not"
SCORES = "the weights of a single head: the softmax of products of W_q of the queries and W_k of the keys over the root of their length"
SCALED = "the weights of several heads, while a single head is right: each has its own, over the root of the length of its own vectors"
LENGTHS = "the valid lengths: without them all heads are right"


@inside
def result(MultiHeadAttention, heads, changed, queries, keys, values, lens):
    """The result with these numbers in some of the weights, which are known by their shapes."""
    net = MultiHeadAttention(5, 3, 7, 4, heads, 0.0)
    net, parameters, _ = filled_by_label(net, (queries, keys, values, lens), biases=False)
    with torch.no_grad():
        for words, tensor in parameters.items():
            if words in changed:
                tensor.copy_(changed[words])
    return net.eval()(queries, keys, values, lens).detach()


def place(student, reference):
    """The first part that differs, None when all agree."""
    rng = Rng("stages of MultiHeadAttention")
    queries, keys, values = (
        rng.normal(*shape, dtype=torch.float32) for shape in ((B, Q, QUERY), (B, K, KEY), (B, K, VALUE))
    )
    other = torch.cat([queries[:1] + 1, queries[1:]])
    alike = {f"weight ({HIDDEN}, {QUERY})": torch.zeros(HIDDEN, QUERY)}

    def run(ns, heads, changed=None, queries=queries, lens=None):
        return result(ns, ns.MultiHeadAttention, heads, changed or {}, queries, keys, values, lens)

    def agree(*args, **options):
        return close(run(student, *args, **options), run(reference, *args, **options))

    if not close(run(student, HEADS), run(student, HEADS)):
        return KEPT
    if not close(run(student, HEADS, queries=other)[1:], run(student, HEADS)[1:]):
        return EXAMPLES
    if not agree(1, alike):
        return VALUES
    if not agree(HEADS, alike):
        return JOINED
    if not agree(1):
        return SCORES
    for head in range(HEADS):
        only = torch.zeros(HIDDEN, HIDDEN)
        size = HIDDEN // HEADS
        only[head * size : (head + 1) * size, head * size : (head + 1) * size] = torch.eye(size)
        if not agree(HEADS, {f"weight ({HIDDEN}, {HIDDEN})": only}):
            return SCALED if head == 0 else f"head {head + 1}, while head 1 agrees"
    return None if agree(HEADS, lens=torch.tensor([1, 3, 4])) else LENGTHS
