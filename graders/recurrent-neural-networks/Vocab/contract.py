"""Vocab(tokens, min_freq, reserved_tokens): tokens and their numbers, the frequent ones first."""

from autograder.checks.contract import plain

WORDS = "the of and to a was in that it had time machine".split()


def arguments(rng, words=5, min_freq=0, reserved_tokens=None, in_lines=False):
    """A text in which each word comes another number of times, in random order."""
    text = [word for count, word in enumerate(WORDS[:words], 1) for _ in range(count)]
    keys = rng.integers(0, 1000, (len(text),)).tolist()
    drawn = [word for _, word in sorted(zip(keys, text, strict=True))]
    return [drawn[:3], drawn[3:]] if in_lines else drawn, min_freq, reserved_tokens


def numbers(ns, tokens, min_freq, reserved_tokens):
    """How many tokens there are, and the number of each token, of "<unk>" and of a word that no text has."""
    vocab = ns.Vocab(tokens, min_freq, reserved_tokens)
    flat = [token for part in tokens for token in (part if isinstance(part, list) else [part])]
    asked = dict.fromkeys(["<unk>", "morlock", *(reserved_tokens or []), *flat])
    return {"len(vocab)": len(vocab)} | {token: vocab[token] for token in asked}


contract = plain(
    "Vocab(tokens, min_freq, reserved_tokens)",
    numbers,
    arguments,
    sizes=[{"words": 1}, {"words": 12}],
    edges={
        "no tokens": lambda rng: ([], 0, None),
        "a reserved token in the text": lambda rng: ("<pad> a <pad> b a a".split(), 0, ["<pad>"]),
        "a rare reserved token in the text": lambda rng: ("a <pad> b a b a".split(), 2, ["<pad>"]),
        "capitals, and characters among which are blanks": lambda rng: (list("The the  tea"), 0, None),
        "empty strings among the tokens": lambda rng: (["", "a", ""], 0, None),
        "<unk> in the text": lambda rng: ("<unk> a <unk> a a".split(), 0, None),
    },
    forms=({}, {"in_lines": True}),
    weights={"edges": 2},
    titles={"values": "more frequent tokens have smaller numbers, from 1 on; <unk> and unknown tokens have 0"},
)
