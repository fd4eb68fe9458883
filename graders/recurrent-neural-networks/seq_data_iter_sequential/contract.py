"""seq_data_iter_sequential(corpus, batch_size, num_steps): strips of a text side by side, whose minibatches continue each other.

The corpora have no token twice, so each row says where it comes from. That each strip begins where the one before has ended
is asked by itself: whoever shortens the strips to whole stretches first is right in all else.
"""

import itertools

from autograder.checks import fail
from autograder.checks.contract import plain
from autograder.checks.subsequences import assert_as_many, beginnings

OF = "seq_data_iter_sequential(corpus, batch_size, num_steps)"


def arguments(rng, n=46, batch_size=2, num_steps=5):
    """Different whole numbers in no order."""
    return [100 + number for number in rng.normal(n).argsort().tolist()], batch_size, num_steps


def epoch(ns, corpus, batch_size, num_steps):
    """The places at which the rows of each minibatch begin."""
    found = beginnings(ns, ns.seq_data_iter_sequential, corpus, batch_size, num_steps, of=OF)
    for number, (before, after) in enumerate(itertools.pairwise(found), start=1):
        for row, (start, then) in enumerate(zip(before, after, strict=True)):
            if then != start + num_steps:
                fail(
                    "row {row} of minibatch {number} of {of} begins at place {came} of the corpus, but should begin at {due}, where that row of "
                    "the minibatch before has ended",
                    row=row,
                    number=number,
                    of=OF,
                    came=then,
                    due=start + num_steps,
                )
    offsets = [min(found[0])] if found else range(num_steps + 1)
    if found and offsets[0] > num_steps:
        fail(
            "{of} leaves out the first {came} tokens, more than num_steps = {num_steps}",
            of=OF,
            came=offsets[0],
            num_steps=num_steps,
        )
    possible = {max(len(corpus) - offset - 1, 0) // batch_size // num_steps for offset in offsets}
    assert_as_many(found, corpus, batch_size, num_steps, possible, offset=offsets[0], of=OF)
    return found


def checked(ns, corpus, batch_size, num_steps):
    """What does not depend on chance, after all else has been looked at."""
    epoch(ns, corpus, batch_size, num_steps)
    return "strips that continue from minibatch to minibatch"


contract = plain(
    OF,
    checked,
    arguments,
    sizes=[
        {"batch_size": 1},
        {"num_steps": 1},
        {"n": 12, "batch_size": 1, "num_steps": 5},
        {"n": 65, "batch_size": 3},
        {"n": 100, "batch_size": 4, "num_steps": 7},
        {"n": 73, "batch_size": 2, "num_steps": 8},
    ],
    edges={
        "a corpus that is too short for a minibatch": lambda rng: arguments(rng, n=9),
        "a corpus of two tokens": lambda rng: arguments(rng, n=2, batch_size=2, num_steps=1),
        "tokens that are left over": lambda rng: arguments(rng, n=59, batch_size=3),
    },
    titles={
        "values": "row by row, each minibatch goes on where the one before has ended; Y is one token ahead",
        "sizes": "minibatches and stretches of any length, and as many as fit",
        "edges": "what does not fill a minibatch is left out, also if it is all there is",
    },
)
