"""tokenize(lines, token): lines of text as lists of words or of characters."""

from autograder.checks.contract import plain

WORDS = "the time traveller (for so it will be convenient) was expounding, wasn't he? Yes.".split()


def arguments(rng, lines=3, words=4, token="word"):
    """Lines of words that are drawn at random, a blank between any two."""
    drawn = rng.integers(0, len(WORDS), (lines, words)).tolist()
    return [" ".join(WORDS[i] for i in line) for line in drawn], token


contract = plain(
    "tokenize(lines, token)",
    lambda ns, lines, token: ns.tokenize(lines, token),
    arguments,
    sizes=[{"lines": 1}, {"words": 1}, {"lines": 20, "words": 12}],
    edges={
        "several blanks, a tab and a line break": lambda rng: (["  the   time\tmachine \n", "by h g wells"], "word"),
        "line breaks of other systems": lambda rng: (["the end\r\n", "by h\r", "\fg\vwells"], "word"),
        "capitals, and letters of other languages": lambda rng: (["Größe naïve", "Ελλάς 東京 é"], "word"),
        "characters: capitals, letters of other languages, line breaks": lambda rng: (
            ["Aß\n", "\té 東", "\r\n"],
            "char",
        ),
        "an empty line": lambda rng: (["", "the end", "  "], "word"),
        "no lines": lambda rng: ([], "word"),
    },
    refused={
        "a token that is neither": lambda rng: (["the end"], "sentence"),
        "a token that is neither, and no lines": lambda rng: ([], "sentence"),
        "words, in the plural": lambda rng: (["the end"], "words"),
        "chars, in the plural": lambda rng: (["the end"], "chars"),
        "a capital": lambda rng: (["the end"], "Word"),
        "capitals": lambda rng: (["the end"], "CHAR"),
        "a part of a word": lambda rng: (["the end"], "a"),
    },
    forms=({}, {"token": "char"}),
    weights={"values": 3},
    titles={"values": "each line becomes the list of its words", "refused": "another kind of token is an error"},
)
