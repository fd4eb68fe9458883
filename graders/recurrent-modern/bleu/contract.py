"""bleu(pred_seq, label_seq, k): how much of a prediction is in the label."""

from autograder.checks.cases import Case
from autograder.checks.contract import plain

WORDS = "le la trois mai mille".split()


def arguments(rng, length=7, label_length=8, k=3, words=4):
    """The prediction is the beginning of the label, gone on with if it is longer, with one word in the middle replaced."""
    label = [WORDS[i] for i in rng.integers(0, words, (label_length,)).tolist()]
    prediction = [*label, *label][:length]
    if length > 4:
        prediction[length // 2] = WORDS[int(rng.integers(0, words, (1,)))]
    return " ".join(prediction), " ".join(label), k


def pair(prediction, label, k):
    return lambda rng: (prediction, label, k)


contract = plain(
    "bleu(pred_seq, label_seq, k)",
    lambda ns, pred_seq, label_seq, k: ns.bleu(pred_seq, label_seq, k),
    arguments,
    sizes=[
        {"k": 1},
        {"k": 4, "length": 12},
        {"length": 20, "label_length": 20, "words": 2},
        {"length": 1, "label_length": 1},
    ],
    edges={
        "the same": pair("le trois mai", "le trois mai", 2),
        "nothing in common": pair("a b c", "d e f", 2),
        "no pair in common": pair("a c b", "a b c", 2),
        "capitals": pair("Le trois", "le trois", 1),
        "parts of words": pair("an tho", "ant hop", 1),
    },
    cases={
        "clipped": Case(
            3,
            "an n-gram of the label counts once, or as often as it is there",
            {
                "one word again and again": pair("the the the the the the", "the cat is on the mat", 1),
                "a pair that comes twice": pair("a b a b a b c", "a b d a b e f", 2),
            },
        ),
        "brevity": Case(
            2,
            "a prediction that is too short loses, one that is too long does not",
            {"too long": pair("a b c d e f", "a b c", 2), "too short": pair("a b c", "a b c d e f", 2)},
        ),
        "shorter_than_k": Case(
            2,
            "n goes to the length of the prediction",
            {
                "a single word": pair("le", "le trois mai", 4),
                "two words": pair("le trois", "le trois mai", 3),
                "as long as k": pair("a b c d", "a b c d e", 4),
            },
        ),
        "empty": Case(
            1,
            "an empty prediction is worth 0",
            {"": pair("", "le trois mai", 2), "a blank": pair(" ", "le", 1)},
            requires="test_values",
        ),
        "label_shorter": Case(1, "the label may be shorter than k", pair("a b c d", "a b", 4), requires="test_values"),
        "weights": Case(
            2, "longer n-grams have larger powers: p_n to the power of 1 / 2^n", pair("a b x c d e", "a b c d e f", 3)
        ),
    },
    weights={"values": 4, "sizes": 2},
)
