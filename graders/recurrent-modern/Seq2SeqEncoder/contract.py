"""Seq2SeqEncoder(vocab_size, embed_size, num_hiddens, num_layers, dropout=0): an embedding and a GRU, time first.

The outputs and the state are taken one at a time as well, so that one slip leaves about half of the points.
"""

from autograder.checks.cases import Case
from autograder.checks.contract import module
from autograder.checks.modulecalls import evaluation

OF = "Seq2SeqEncoder(vocab_size, embed_size, num_hiddens, num_layers)(X)"
NO_DTYPE = "words are integers: the parameters alone have a floating dtype"


def arguments(rng, n=3, steps=4, vocab_size=8, embed_size=5, num_hiddens=6, num_layers=2):
    return vocab_size, embed_size, num_hiddens, num_layers, rng.integers(0, vocab_size, (n, steps))


def make(ns, vocab_size, embed_size, num_hiddens, num_layers):
    return ns.Seq2SeqEncoder(vocab_size, embed_size, num_hiddens, num_layers)


whole = evaluation(OF, make)


def part(index):
    def call(ns, *args):
        return whole(ns, *args)[index]

    return call


contract = module(
    OF,
    make,
    arguments,
    sizes=[
        {"num_layers": 1},
        {"num_layers": 3, "num_hiddens": 4},
        {"n": 1},
        {"steps": 1},
        {"n": 4, "steps": 4, "embed_size": 4, "num_hiddens": 3},
    ],
    cases={
        "outputs": Case(
            3, "the outputs are the last layer's states at all steps, time first", call=part(0), of=f"{OF}[0]"
        ),
        "last_state": Case(2, "the state is that of all layers at the last step", call=part(1), of=f"{OF}[1]"),
    },
    basis=("test_values", "test_outputs", "test_last_state"),
    costs=("n", "steps"),
    weights={"sizes": 1, "registered": 3},
    titles={
        "values": "outputs and state are right, in a tuple",
        "registered": "the parameters are those of an embedding and a GRU of all layers",
    },
    without={
        "half": NO_DTYPE,
        "dtype": NO_DTYPE,
        "modes": "words have no gradients; what training changes is dropout, which is asked by hand",
    },
)
