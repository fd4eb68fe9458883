"""beam_search(step, start, end, beam_size, max_steps, alpha): the best of the beginnings that are kept.

What comes next is drawn in tables: it depends on how many tokens there are, on the last one, and on the sum of all. No two scores are
equal, so the best list is the only one.
"""

import torch

from autograder.checks import inside
from autograder.checks.cases import Case
from autograder.checks.contract import plain

OF = "beam_search(step, start, end, beam_size, max_steps, alpha)"


@inside
def searched(beam_search, tables, start, end, beam_size, max_steps, alpha):
    """The result, its tokens as plain integers, and how often `step` was called, at most `1 + beam_size * (max_steps - 1)`."""
    by_length, by_sum = (torch.tensor(table, dtype=torch.float64) for table in tables)
    count = 0

    def step(tokens):
        nonlocal count
        count += 1
        tokens = [int(t) for t in tokens]
        if tokens[-1] == end:
            raise ValueError(f"step was called with {tokens}, which is finished")
        scores = by_length[len(tokens) - 1, tokens[-1]] + by_sum[sum(tokens) % len(by_sum)]
        return torch.log_softmax(scores, dim=0)

    found = beam_search(step, start, end, beam_size, max_steps, alpha)
    found = [int(t) for t in found] if isinstance(found, (list, tuple, torch.Tensor)) else found
    return found, count <= 1 + beam_size * (max_steps - 1)


def arguments(rng, words=6, beam_size=3, max_steps=6, alpha=0.75, ending=0.0):
    """`ending` makes the end more probable, or less."""
    by_length, by_sum = rng.normal(max_steps, words, words, std=1.5), rng.normal(7, words, std=1.5)
    by_sum[:, 1] += ending
    return [by_length.tolist(), by_sum.tolist()], 0, 1, beam_size, max_steps, alpha


def found(ns, tables, start, end, beam_size, max_steps, alpha):
    return searched(ns, ns.beam_search, tables, start, end, beam_size, max_steps, alpha)[0]


def calls(ns, *args):
    """Whether there are no more calls than needed."""
    return searched(ns, ns.beam_search, *args)[1]


def many(**sizes):
    """Several searches, in one of which a slip may not be seen."""
    return {f"search {number}": (lambda rng, sizes=sizes: arguments(rng, **sizes)) for number in range(1, 7)}


contract = plain(
    OF,
    found,
    arguments,
    sizes=[
        {"max_steps": 1},
        {"words": 2},
        {"beam_size": 50, "max_steps": 3},
        {"words": 12, "beam_size": 5, "max_steps": 8},
    ],
    cases={
        "greedy": Case(2, "with a beam of one it is greedy search", many(beam_size=1)),
        "searches": Case(4, "the best of what is kept is found, whatever is drawn", many()),
        "narrow": Case(2, "a beam of two", many(beam_size=2, words=8)),
        "exhaustive": Case(
            2, "a beam that holds everything finds the best of all", many(beam_size=200, words=4, max_steps=4)
        ),
        "early_end": Case(3, "what is finished stays and competes, while others go on", many(ending=2.0, alpha=0.75)),
        "unfinished": Case(2, "what is not finished after max_steps may win", many(ending=-4.0, max_steps=4)),
        "no_length": Case(2, "with alpha 0 the length does not count", many(alpha=0.0, ending=1.0)),
        "long": Case(2, "with alpha 1 the score is the mean of a token, and prunes", many(alpha=1.0, ending=1.0)),
        "another_start": Case(
            1,
            "start and end are any tokens",
            {
                f"start {s}, end {e}": (lambda rng, s=s, e=e: (arguments(rng)[0], s, e, 3, 6, 0.75))
                for s, e in ((5, 0), (2, 3), (1, 4))
            },
        ),
        "calls": Case(
            1,
            "step is called for what is kept and not finished, once each",
            many(),
            call=calls,
            of=f"whether few calls are enough in {OF}",
            requires_one_of=("test_values", "test_searches"),
        ),
    },
    basis=("test_values", "test_searches"),
    weights={"values": 2, "sizes": 2},
)
