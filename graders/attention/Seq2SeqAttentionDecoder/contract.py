"""Seq2SeqAttentionDecoder(vocab_size, embed_size, num_hiddens, num_layers, dropout=0): looks back at the source before each word.

What is in the state is a learner's own affair: seen are the scores and the weights, of a sentence that is read at once, word by word, and
in parts. The layers of queries and of keys have one shape, and that of the keys may be called once for all steps, before or after the
other: the layer of the queries is found by what it does.
"""

import torch

from autograder.checks import filled, inside
from autograder.checks.cases import Case
from autograder.checks.contract import module
from autograder.checks.modulecalls import evaluation

from .stages import in_parts, place

MADE = "Seq2SeqAttentionDecoder(vocab_size, embed_size, num_hiddens, num_layers)"
ARGUMENTS = "(X, outputs, state, enc_valid_lens)"
OF = MADE + ARGUMENTS
OF_WORDS = f"Seq2SeqAttentionDecoder(...), word by word, {ARGUMENTS}"


@inside
def weights_of(net, X, outputs, state, lens, parts):
    """The weights of each step of the last of so many calls, in training, as a new module is: (steps, n, source)."""
    state = net.decoder.init_state((outputs, state), lens)
    for words in X.tensor_split(parts, dim=1):
        _, state = net.decoder(words, state)
    rows = [row.detach().reshape(outputs.shape[1], len(outputs)) for row in net.decoder.attention_weights]
    return torch.stack(rows)


def arguments(
    rng,
    n=3,
    steps=4,
    source=5,
    vocab_size=7,
    embed_size=5,
    num_hiddens=6,
    num_layers=2,
    lens=None,
    dropout=0.0,
    dtype=torch.int64,
):
    """`source` words were read. With `lens`, there is a length for each sentence, and the longest is shorter."""
    state = rng.uniform(num_layers, n, num_hiddens, low=-1, high=1)
    outputs = torch.cat([rng.uniform(source - 1, n, num_hiddens, low=-1, high=1), state[-1:]])
    lengths = rng.integers(1, source, (n,)).to(dtype) if lens else None
    X = rng.integers(0, vocab_size, (n, steps))
    return vocab_size, embed_size, num_hiddens, num_layers, dropout, X, outputs, state, lengths


def attended(parts):
    def call(ns, vocab_size, embed_size, num_hiddens, num_layers, dropout, X, outputs, state, enc_valid_lens):
        made = in_parts(1)(ns, vocab_size, embed_size, num_hiddens, num_layers, dropout)
        net, _, _ = filled(ns, made, (X, outputs, state, enc_valid_lens))
        return weights_of(ns, net, X, outputs, state, enc_valid_lens, parts)

    return call


def step_by_step(words, parts, weight, title, again=False):
    of = f"Seq2SeqAttentionDecoder(...), {words}, {ARGUMENTS}"
    return Case(weight, title, call=evaluation(of, in_parts(parts, again)), of=of)


def with_lengths(rng, **sizes):
    return arguments(rng, source=6, lens=True, **sizes)


contract = module(
    OF,
    in_parts(1),
    arguments,
    sizes=[
        {"num_layers": 1},
        {"num_layers": 3, "num_hiddens": 4},
        {"n": 1},
        {"steps": 1},
        {"source": 2},
        {"dropout": 0.5},
        {"n": 4, "steps": 4, "source": 4, "embed_size": 4, "num_hiddens": 3, "vocab_size": 9},
    ],
    cases={
        "one_word": Case(
            3,
            "where a single word was read, it is the context of every step",
            lambda rng: arguments(rng, source=1),
            place=place,
        ),
        "lengths": Case(3, "words beyond a sentence's length have no weight", with_lengths, place=place),
        "lengths_of_32_bits": Case(
            1, "lengths may be of another integer dtype", lambda rng: with_lengths(rng, dtype=torch.int32)
        ),
        "gradients_with_lengths": Case(1, "gradients with lengths are right", with_lengths, gradient=True),
        "word_by_word": step_by_step("word by word", 4, 4, "word by word, the scores are those of the whole sentence"),
        "in_two": step_by_step("in two parts", 2, 1, "in two parts, the scores are the same"),
        "next_sentence": step_by_step(
            "after another sentence", 1, 1, "nothing is left of the sentence before", again=True
        ),
        "lengths_word_by_word": Case(
            1,
            "word by word, lengths are heeded as well",
            with_lengths,
            call=evaluation(OF_WORDS, in_parts(4)),
            of=OF_WORDS,
        ),
        "attention_weights": Case(
            2,
            "attention_weights has the weights of each step, as they are before dropout",
            {"": with_lengths, "dropout": lambda rng: with_lengths(rng, steps=1, dropout=0.5)},
            call=attended(1),
            of="decoder.attention_weights, steps first",
        ),
        "weights_of_the_last_call": Case(
            1,
            "it has those of the last call alone",
            with_lengths,
            call=attended(2),
            of="after two calls, decoder.attention_weights, steps first",
        ),
    },
    untouched={"with lengths": with_lengths},
    basis=("test_values", "test_one_word"),
    costs=("n", "steps", "source"),
    weights={"sizes": 1, "registered": 2},
    titles={
        "values": "scores of a whole sentence are right, sentences first",
        "sizes": "with one layer and three, one sentence, one step, two words read, evaluation with dropout",
        "registered": "the parameters are those of an embedding, three layers of attention, a GRU and a linear layer",
    },
    without={"half": "torch's GRU computes in 16-bit formats only on some devices"},
    place=place,
    gradient_place=place,
)
