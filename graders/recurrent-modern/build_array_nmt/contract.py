"""build_array_nmt(lines, vocab, num_steps): sentences as an array of numbers, and how long each is.

The vocabulary is made on the submission's side. Array and lengths are taken one at a time; any integer dtype will do.
"""

import torch

from autograder.checks import inside
from autograder.checks.cases import Case
from autograder.checks.contract import plain
from autograder.checks.settings import Setting
from autograder.checks.written import pasted_as

WORDS = "go on stop wait ! ? . run now here there".split()
OF = "build_array_nmt(lines, vocab, num_steps)"


@inside
def built(build_array_nmt, lines, tokens, num_steps):
    """With a vocabulary in which the first token has the number 0; an unknown one has that of <unk>."""

    class Vocab:
        unk = tokens.index("<unk>")

        def __len__(self):
            return len(tokens)

        def __getitem__(self, token):
            if isinstance(token, (list, tuple)):
                return [self[t] for t in token]
            return tokens.index(token) if token in tokens else self.unk

        def to_tokens(self, numbers):
            return [self.to_tokens(n) for n in numbers] if isinstance(numbers, (list, tuple)) else tokens[numbers]

    return build_array_nmt(lines, Vocab(), num_steps)


SPECIAL = ["<unk>", "<pad>", "<bos>", "<eos>"]


def arguments(rng, n=4, longest=6, num_steps=8, first=0):
    """Lines of 1 to `longest` words, the last of that length; `first` moves the special tokens in the vocabulary."""
    lengths = [*rng.integers(1, longest + 1, (n - 1,)).tolist(), longest]
    lines = [[WORDS[i] for i in rng.integers(0, len(WORDS), (length,)).tolist()] for length in lengths]
    return lines, [*WORDS[:first], *SPECIAL, *WORDS[first:]], num_steps


def whole(tensor):
    """A tensor of integers as int64; whatever else as it is."""
    integers = isinstance(tensor, torch.Tensor) and not tensor.is_floating_point() and tensor.dtype != torch.bool
    return tensor.long() if integers else tensor


@pasted_as("built(build_array_nmt, lines, tokens, num_steps)", built)
def found(ns, lines, tokens, num_steps):
    result = built(ns, ns.build_array_nmt, lines, tokens, num_steps)
    return tuple(map(whole, result)) if isinstance(result, tuple | list) else result


def part(index):
    def call(ns, lines, tokens, num_steps):
        return found(ns, lines, tokens, num_steps)[index]

    return call


def special(*args):
    return lambda rng: args


TOKENS = [*SPECIAL, *WORDS]
contract = plain(
    OF,
    found,
    arguments,
    sizes=[{"n": 1}, {"longest": 1, "num_steps": 2}, {"longest": 8, "num_steps": 8}, {"n": 30, "num_steps": 3}],
    edges={
        "an empty line": special([["go"], [], ["go", "on"]], TOKENS, 4),
        "words that are unknown": special([["go", "away"], ["never"]], TOKENS, 4),
        "lines of one length": special([["go", "on"], ["stop", "!"]], TOKENS, 3),
        "a single step": special([["go", "on"], []], TOKENS, 1),
    },
    cases={
        "array": Case(3, "the array has the numbers, <eos> behind them, and <pad>", call=part(0), of=f"{OF}[0]"),
        "valid_len": Case(3, "the valid lengths count words and <eos>", call=part(1), of=f"{OF}[1]"),
        "cut": Case(
            2, "a line that is too long is cut off, <eos> included", lambda rng: arguments(rng, longest=9, num_steps=5)
        ),
        "fits": Case(
            1,
            "a line that just fits has <eos>, or has just lost it",
            {
                "with <eos>": lambda rng: arguments(rng, longest=5, num_steps=6),
                "without": lambda rng: arguments(rng, longest=6, num_steps=6),
            },
        ),
        "numbers": Case(
            2, "<pad> and <eos> have the numbers that the vocabulary says", lambda rng: arguments(rng, first=5)
        ),
    },
    settings=[
        Setting("array", part(0), not_for=("sizes",)),
        Setting("valid lengths", part(1), not_for=("sizes",)),
    ],
    basis=("test_values", "test_array", "test_valid_len"),
    weights={"values": 2, "sizes": 1},
    titles={"values": "array and valid lengths are right, in a tuple"},
)
