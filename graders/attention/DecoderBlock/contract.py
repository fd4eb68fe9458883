"""DecoderBlock: attention of a sentence to its past, attention to the encoder's outputs, then the same layers for each word.

A sentence is read at once in training, where a mask hides what comes later, and word by word in prediction, where only the past is there.
Both are asked: values at once, and prediction as a case, so that a slip in the mask or in the cache is charged once. Several
words at once in prediction are not asked. What is kept of the past is a learner's own affair, and so is whether the state is changed or
a new one is made. The eight layers of attention have the same shape, and are told apart by the order in which a pass reaches them.
"""

from autograder.checks import filled
from autograder.checks.attention import WITHOUT_TRANSFORMERS
from autograder.checks.cases import Case
from autograder.checks.contract import module
from autograder.checks.modulecalls import evaluation
from autograder.checks.settings import Setting

from .stages import place, reading

NAMES = (
    "key_size, query_size, value_size, num_hiddens, norm_shape, ffn_num_input, ffn_num_hiddens, num_heads, dropout, i"
)
OF = f"DecoderBlock({NAMES}), as in training if at_once, else word by word, (X, enc_outputs, enc_valid_lens)"


def arguments(rng, B=2, n=4, K=5, num_heads=2, size=3, ffn_num_hiddens=7, dropout=0.0, i=0, at_once=True, lens=None):
    """`size` features for each head. With `lens`, one for each of the encoder's sequences."""
    h = num_heads * size
    options = h, h, h, h, [h], h, ffn_num_hiddens, num_heads, dropout, i, at_once
    return *options, rng.normal(B, n, h), rng.normal(B, K, h), rng.integers(1, K, (B,)) if lens else None


def made(
    ns,
    key_size,
    query_size,
    value_size,
    num_hiddens,
    norm_shape,
    ffn_num_input,
    ffn_num_hiddens,
    num_heads,
    dropout,
    i,
    at_once,
):
    return reading(
        ns,
        ns.DecoderBlock,
        i,
        at_once,
        key_size,
        query_size,
        value_size,
        num_hiddens,
        norm_shape,
        ffn_num_input,
        ffn_num_hiddens,
        num_heads,
        dropout,
    )


def one_head(*args):
    """As the arguments, with a single head: the eighth of them."""
    return *args[:7], 1, *args[8:]


def word_by_word(*args):
    """As the arguments, read as in prediction: the eleventh of them."""
    return *args[:10], False, *args[11:]


def in_training(ns, *args):
    net, _, _ = filled(ns, made(ns, *args[:11]), args[11:])
    return net(*args[11:])


contract = module(
    OF,
    made,
    arguments,
    biases=True,
    sizes=[
        {"num_heads": 1},
        {"num_heads": 4, "size": 2},
        {"B": 1},
        {"n": 1},
        {"K": 1},
        {"n": 5, "B": 5, "K": 5},
        {"i": 2},
        {"ffn_num_hiddens": 20},
    ],
    cases={
        "one_head": Case(2, "with a single head, the result is right", simplified=one_head, place=place),
        "prediction": Case(
            4, "word by word, after eval(), the results are those of training", simplified=word_by_word, place=place
        ),
        "prediction_sizes": Case(
            1,
            "and so with dropout, another block, one sequence, and lengths",
            {
                "dropout of 0.5": lambda rng: arguments(rng, dropout=0.5, at_once=False),
                "i = 2": lambda rng: arguments(rng, i=2, at_once=False),
                "one sequence": lambda rng: arguments(rng, B=1, n=7, at_once=False),
                "lengths": lambda rng: arguments(rng, B=3, lens=True, at_once=False),
            },
        ),
        "lengths": Case(
            3,
            "the encoder's outputs beyond a sequence's length are not attended to",
            lambda rng: arguments(rng, B=3, K=6, lens=True),
            place=place,
        ),
        "everything_dropped": Case(
            2,
            "in training with a dropout of 1, only the shortcuts and the normalisations are left",
            lambda rng: arguments(rng, dropout=1.0),
            call=in_training,
            of=f"{OF} in training",
        ),
    },
    settings=[
        Setting("a single head", evaluation(OF, made), one_head),
        Setting("word by word", evaluation(OF, made), word_by_word),
    ],
    basis=("test_values", "test_biases_of_zero", "test_one_head", "test_prediction"),
    titles={
        "values": "a sentence at once, as in training: each word sees itself and the words before it",
        "sizes": "other heads, one sequence, one word, one output of the encoder, as many of all, another i",
    },
    costs=("B",),
    own_work=WITHOUT_TRANSFORMERS,
    place=place,
    gradient_place=place,
)
