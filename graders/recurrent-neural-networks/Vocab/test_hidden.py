"""Each thing that a vocabulary is asked for, apart from the numbers of ordinary tokens."""

from autograder.checks import assert_one_pass, assert_unmodified, points
from autograder.checks.byhand import case

from .contract import arguments, contract, numbers

LISTS = [["and", "the"], [], "morlock", [[["to"]], ["a", "<unk>"]]]
NUMBERS = [[5, 0], [], 3, [[[1]], [2, 4]]]


def several(ns):
    """Four vocabularies of few words; they are asked when all of them are made."""
    made = ns.Vocab(), ns.Vocab(["a", "b"]), ns.Vocab(["c"], reserved_tokens=["<pad>"]), ns.Vocab(["b"])
    return [[len(v), v.unk, v["a"], v["b"], v["c"], v["<pad>"], v.to_tokens(0)] for v in made]


def asked(ns, *args):
    vocab = ns.Vocab(*args)
    before = len(vocab)
    return [vocab["morlock"], vocab[["eloi", "the"]], before, len(vocab)]


title = "a token that comes min_freq times has a number, a rarer one has not"
test_min_freq = case(contract, 2, title, lambda rng: arguments(rng, min_freq=2), lambda rng: arguments(rng, min_freq=6))

title, special = "reserved tokens come after <unk>, in their order", ["<pad>", "<bos>", "<eos>", "<sep>"]
test_reserved = case(contract, 2, title, lambda rng: arguments(rng, reserved_tokens=special), ([], 0, special))

title = "of tokens that are equally frequent, the one that came first has the smaller number"
test_ties = case(contract, 2, title, ("to go or to be or not so".split(), 0, None))

title = "tokens may be a list of lists, some of them empty"
test_lines = case(contract, 2, title, ([[], ["the", "time"], [], ["time", "machine", "time", "the"]], 0, None))

title = "vocab[...] of nested lists gives lists of the same form"
test_lists = case(contract, 2, title, arguments, call=lambda ns, *args: ns.Vocab(*args)[LISTS], of=f"vocab[{LISTS}]")

title, of = "to_tokens turns a number, or nested lists of them, into tokens", f"vocab.to_tokens({NUMBERS})"
test_to_tokens = case(contract, 3, title, arguments, call=lambda ns, *args: ns.Vocab(*args).to_tokens(NUMBERS), of=of)

title, freqs = (
    "token_freqs has every token with its count, rare ones too",
    lambda ns, *args: ns.Vocab(*args).token_freqs,
)
texts = (
    lambda rng: arguments(rng, min_freq=3),
    ("<pad> a <pad> b <pad> a".split(), 0, special),
    ([], 0, None),
    ("<unk> b <unk> a".split(), 0, None),
)
test_freqs = case(contract, 2, title, *texts, call=freqs, of="vocab.token_freqs")

title = "a token that was asked for in vain has no number afterwards"
test_asking = case(contract, 1, title, arguments, call=asked, of="len(vocab), before and after")

title = "all three may be left out; vocabularies have nothing in common"
test_several = case(contract, 2, title, (), call=several, of="what four vocabularies say of themselves")


@points(1, "the text is gone through once", requires="test_values")
def test_one_pass(student):
    assert_one_pass(student, student.Vocab, of="Vocab(tokens)")
    assert_one_pass(student, student.Vocab, of="Vocab(tokens)", lines=True)


@points(1, "the caller's list of reserved tokens is left as it was", requires="test_values")
def test_callers_list(student, rng):
    args = arguments(rng, reserved_tokens=special)
    assert_unmodified(lambda *args: numbers(student, *args), *args, of="Vocab(tokens, 0, reserved_tokens)")
