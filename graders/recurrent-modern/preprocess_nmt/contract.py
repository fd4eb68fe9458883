"""preprocess_nmt(text): lower case, blanks for no-break spaces, and a blank before each of , . ! ?"""

from autograder.checks.cases import Case
from autograder.checks.contract import plain

WORDS = "Go. OK, wait! Really? It's 3rd (No-one) Größe ÉTAIT l'été".split()


def arguments(rng, words=6):
    """Words that are drawn at random, a blank between any two."""
    return (" ".join(WORDS[i] for i in rng.integers(0, len(WORDS), (words,)).tolist()),)


def text(some):
    return lambda rng: (some,)


contract = plain(
    "preprocess_nmt(text)",
    lambda ns, text: ns.preprocess_nmt(text),
    arguments,
    sizes=[{"words": 1}, {"words": 2}, {"words": 40}],
    edges={
        "nothing at all": text(""),
        "no punctuation": text("So It Is"),
        "a number": text("It is 3.14, or so"),
        "other signs": text('Who\'s there (me): you; "I" - no/yes\u2026 \u00bfqu\u00e9\u00a1'),
        "numbers and letters that str.lower changes in length": text("\u0130STANBUL! OK."),
    },
    cases={
        "blanks": Case(2, "where a blank stands before a sign, none is added", text("Go ! OK . so  , yes ?")),
        "no_break_spaces": Case(
            2,
            "both no-break spaces are blanks, before a sign, too",
            {
                "the ordinary one": text("Va\xa0! C\xa0EST\xa0 ?"),
                "the narrow one": text("Va\u202f! C\u202fEST\u202f\u202f?"),
            },
        ),
        "beginning": Case(
            1,
            "a sign at the very beginning stays there",
            {
                "and a blank at the end": text("!so "),
                "a full stop": text(".NET, yes"),
                "a sign alone": text("?"),
                "in the second place": text("a.b"),
            },
        ),
        "in_a_row": Case(1, "of signs in a row, each has a blank of its own", text("No!! Wait... what?!")),
        "white_space": Case(
            1,
            "line breaks, tabs and several blanks stay as they are",
            {
                "lines": text("Go.\tVa !\nHi.\tSalut.\n\n"),
                "blanks": text("  so   it  is  "),
                "a sign after a line break or a tab": text("so\n.x\t,y"),
            },
        ),
        "each_sign": Case(
            2, "all four signs, and no others", {sign: text(f"so{sign} it{sign}is") for sign in ",.!?;:'"}
        ),
    },
    weights={"values": 3, "sizes": 1},
    titles={"values": "lower case, and a blank before each sign", "sizes": "one word, two, many"},
)
