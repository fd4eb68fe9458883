"""count_corpus(tokens): how often each token comes."""

from autograder.checks.contract import plain

WORDS = "the of and to a was in that it had".split()


def arguments(rng, n=20, words=10, in_lines=False):
    flat = [WORDS[i] for i in rng.integers(0, words, (n,)).tolist()]
    return ([flat[:7], flat[7:9], flat[9:]] if in_lines else flat,)


contract = plain(
    "count_corpus(tokens)",
    lambda ns, tokens: ns.count_corpus(tokens),
    arguments,
    sizes=[{"n": 1}, {"words": 1}, {"n": 300}],
    edges={
        "no tokens": lambda rng: ([],),
        "lines without tokens": lambda rng: ([[], []],),
        "empty strings among the tokens": lambda rng: (["", "a", ""],),
        "capitals, and characters among which are blanks": lambda rng: (list("The the  tea\n"),),
        "words with blanks around them": lambda rng: (["the", " the", "The", "THE", "the "],),
    },
    forms=({}, {"in_lines": True}),
    weights={"values": 3, "edges": 2},
    titles={"values": "each token of a flat list is counted"},
)
