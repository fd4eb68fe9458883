"""seq_data_iter_random(corpus, batch_size, num_steps): stretches of a text in an order that chance gives.

The corpora have no token twice, so each row says where it comes from. The offset is what the places of an epoch have in common;
how many stretches there are follows from it.
"""

from autograder.checks import fail
from autograder.checks.contract import plain
from autograder.checks.subsequences import assert_as_many, beginnings

OF = "seq_data_iter_random(corpus, batch_size, num_steps)"


def arguments(rng, n=40, batch_size=2, num_steps=5):
    """Different whole numbers in no order."""
    return [100 + number for number in rng.normal(n).argsort().tolist()], batch_size, num_steps


def epoch(ns, corpus, batch_size, num_steps):
    """The places at which the stretches of an epoch begin, in the order in which they come."""
    found = beginnings(ns, ns.seq_data_iter_random, corpus, batch_size, num_steps, of=OF)
    starts = [start for batch in found for start in batch]
    offsets = {start % num_steps for start in starts}
    if len(offsets) > 1:
        fail(
            "in one epoch of {of} stretches begin at the places {starts} of the corpus: each should begin a multiple of num_steps = "
            "{num_steps} after the first one",
            of=OF,
            starts=sorted(starts),
            num_steps=num_steps,
        )
    possible = {(len(corpus) - offset - 1) // num_steps // batch_size for offset in offsets or range(num_steps)}
    assert_as_many(found, corpus, batch_size, num_steps, possible, offset=min(offsets, default=0), of=OF)
    return starts


def checked(ns, corpus, batch_size, num_steps):
    """What does not depend on chance, after all else has been looked at."""
    epoch(ns, corpus, batch_size, num_steps)
    return "an epoch of disjoint stretches"


contract = plain(
    OF,
    checked,
    arguments,
    sizes=[
        {"batch_size": 1},
        {"num_steps": 1},
        {"n": 11, "batch_size": 1, "num_steps": 5},
        {"n": 43, "batch_size": 3},
        {"n": 100, "batch_size": 4, "num_steps": 7},
        {"n": 64, "batch_size": 2, "num_steps": 8},
    ],
    edges={
        "a corpus that is too short for a minibatch": lambda rng: arguments(rng, n=9),
        "a corpus of one token": lambda rng: arguments(rng, n=1, batch_size=1, num_steps=1),
        "stretches of which one is left over": lambda rng: arguments(rng, n=46, batch_size=3),
    },
    titles={
        "values": "each row is a stretch of the corpus, Y is one token ahead, and no token comes twice",
        "sizes": "minibatches and stretches of any length, and as many as fit",
        "edges": "what does not fill a minibatch is left out, also if it is all there is",
    },
)
