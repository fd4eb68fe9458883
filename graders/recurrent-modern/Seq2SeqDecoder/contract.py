"""Seq2SeqDecoder(vocab_size, embed_size, num_hiddens, num_layers, dropout=0): writes from an encoder's state.

What is in the state is a learner's own affair: seen are the scores alone, of a sentence that is read at once, word by word, and in
parts. The context is in the encoder's outputs and in its state.
"""

import torch
from torch import nn

from autograder.checks import inside
from autograder.checks.cases import Case
from autograder.checks.contract import module
from autograder.checks.modulecalls import evaluation

OF = "Seq2SeqDecoder(vocab_size, embed_size, num_hiddens, num_layers)(X, state)[0]"
SIZES = ("vocab_size", "embed_size", "num_hiddens", "num_layers")


@inside
def writing(Seq2SeqDecoder, *options, parts=1, again=False):
    """The decoder as a module of (X, encoder's state): the scores of X, read in so many parts, or with another sentence before it
    and one between its beginning and its first word."""

    class Writing(nn.Module):
        def __init__(self):
            super().__init__()
            self.decoder = Seq2SeqDecoder(*options)

        def forward(self, X, state):
            before = torch.zeros_like(state[-1:]).expand(2, -1, -1)

            def begun(state):
                return self.decoder.init_state((torch.cat([before, state[-1:]]), state))

            other = 1 - state
            if again:
                self.decoder(X, begun(other))
            state = begun(state)
            if again:
                self.decoder(X, begun(other))
            found = []
            for words in X.tensor_split(parts, dim=1):
                scores, state = self.decoder(words, state)
                found.append(scores)
            return torch.cat(found, dim=1)

    return Writing()


def arguments(rng, n=3, steps=4, vocab_size=7, embed_size=5, num_hiddens=6, num_layers=2):
    state = rng.uniform(num_layers, n, num_hiddens, low=-1, high=1)
    return vocab_size, embed_size, num_hiddens, num_layers, rng.integers(0, vocab_size, (n, steps)), state


def in_parts(parts, again=False):
    return lambda ns, vocab_size, embed_size, num_hiddens, num_layers: writing(
        ns, ns.Seq2SeqDecoder, vocab_size, embed_size, num_hiddens, num_layers, parts=parts, again=again
    )


def step_by_step(of, parts, weight, title, again=False):
    return Case(weight, title, call=evaluation(of, in_parts(parts, again)), of=of)


contract = module(
    OF.replace("(X, state)[0]", "(X, state)"),
    in_parts(1),
    arguments,
    sizes=[
        {"num_layers": 1},
        {"num_layers": 3, "num_hiddens": 4},
        {"n": 1},
        {"steps": 1},
        {"n": 4, "steps": 4, "embed_size": 4, "num_hiddens": 3, "vocab_size": 9},
    ],
    cases={
        "word_by_word": step_by_step(
            "Seq2SeqDecoder(...), word by word, (X, state)",
            4,
            4,
            "word by word, the scores are those of the whole sentence",
        ),
        "in_two": step_by_step(
            "Seq2SeqDecoder(...), in two parts, (X, state)", 2, 1, "in two parts, the scores are the same"
        ),
        "next_sentence": step_by_step(
            "Seq2SeqDecoder(...), between others, (X, state)",
            1,
            1,
            "nothing comes in from another sentence, before or meanwhile",
            again=True,
        ),
    },
    basis=("test_values",),
    costs=("n", "steps"),
    weights={"sizes": 1, "registered": 3, "gradients": 4},
    titles={
        "values": "scores of a whole sentence are right, sentences first",
        "registered": "the parameters are those of an embedding, a GRU that sees the context, and a linear layer",
    },
    without={"half": "torch's GRU computes in 16-bit formats only on some devices"},
)
