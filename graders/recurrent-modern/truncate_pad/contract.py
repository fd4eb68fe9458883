"""truncate_pad(line, num_steps, padding_token): a line cut off or filled up to a length."""

from autograder.checks.cases import Case
from autograder.checks.contract import plain


def arguments(rng, length=4, num_steps=7, padding_token=1):
    return rng.integers(2, 50, (length,)).tolist(), num_steps, padding_token


contract = plain(
    "truncate_pad(line, num_steps, padding_token)",
    lambda ns, line, num_steps, padding_token: ns.truncate_pad(line, num_steps, padding_token),
    arguments,
    sizes=[{"length": 1, "num_steps": 1}, {"length": 1}, {"length": 40, "num_steps": 50}, {"length": 6}],
    forms=({}, {"num_steps": 2}),
    edges={
        "an empty line": lambda rng: ([], 3, 0),
        "the padding token in the line": lambda rng: ([1, 5, 1], 5, 1),
        "words": lambda rng: (["go", "!"], 4, "<pad>"),
        "words, cut": lambda rng: (["go", "on", "!"], 2, "<pad>"),
    },
    cases={
        "cut": Case(3, "a longer line is cut off at its end", lambda rng: arguments(rng, 9, 4)),
        "filled": Case(3, "a shorter line is filled up at its end", lambda rng: arguments(rng, 3, 8, 7)),
        "fits": Case(1, "a line that fits stays as it is", lambda rng: arguments(rng, 5, 5)),
    },
    weights={"values": 2, "sizes": 1},
)
