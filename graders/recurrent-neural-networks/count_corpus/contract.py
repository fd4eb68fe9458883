"""count_corpus(tokens): how often each token comes."""

from autograder.checks.contract import plain

WORDS = "the of and to a was in that it had".split()


def arguments(rng, n=20, words=10):
    return ([WORDS[i] for i in rng.integers(0, words, (n,)).tolist()],)


contract = plain(
    "count_corpus(tokens)",
    lambda ns, tokens: ns.count_corpus(tokens),
    arguments,
    sizes=[{"n": 1}, {"words": 1}, {"n": 300}],
    edges={
        "no tokens": lambda rng: ([],),
        "lines without tokens": lambda rng: ([[], []],),
        "empty strings among the tokens": lambda rng: (["", "a", ""],),
    },
    weights={"values": 3},
    titles={"values": "each token of a flat list is counted"},
)
