"""TransformerEncoder: embeddings times the root of their length, positions, then blocks one after the other.

A slip in the learner's own EncoderBlock makes all values wrong; properties are asked with a single head or with biases of zero where those
are right. How each block's attention looks is asked by hand, and so is the weights' form.
"""

from hypothesis import strategies as st

from autograder.checks import filled
from autograder.checks.attention import WITHOUT_TRANSFORMERS
from autograder.checks.cases import Case
from autograder.checks.contract import module
from autograder.checks.modulecalls import evaluation
from autograder.checks.settings import Setting

from .stages import place

NAMES = (
    "vocab_size, key_size, query_size, value_size, num_hiddens, norm_shape, ffn_num_input, ffn_num_hiddens, "
    "num_heads, num_layers, dropout, use_bias"
)
OF = f"TransformerEncoder({NAMES})(X, valid_lens)"
NO_DTYPE = "words are integers: the parameters alone have a floating dtype"


def arguments(
    rng,
    B=2,
    n=4,
    vocab_size=9,
    num_heads=2,
    size=3,
    ffn_num_hiddens=7,
    num_layers=2,
    dropout=0.0,
    use_bias=False,
    lens=None,
):
    """`size` features for each head, an even number in all. With `lens`, one for each sequence."""
    h = num_heads * size
    options = vocab_size, h, h, h, h, [h], h, ffn_num_hiddens, num_heads, num_layers, dropout, bool(use_bias)
    return *options, rng.integers(0, vocab_size, (B, n)), rng.integers(1, n, (B,)) if lens else None


def made(
    ns,
    vocab_size,
    key_size,
    query_size,
    value_size,
    num_hiddens,
    norm_shape,
    ffn_num_input,
    ffn_num_hiddens,
    num_heads,
    num_layers,
    dropout,
    use_bias,
):
    return ns.TransformerEncoder(
        vocab_size,
        key_size,
        query_size,
        value_size,
        num_hiddens,
        norm_shape,
        ffn_num_input,
        ffn_num_hiddens,
        num_heads,
        num_layers,
        dropout,
        use_bias,
    )


def one_head(*args):
    """As the arguments, with a single head: the ninth of them."""
    return *args[:8], 1, *args[9:]


def in_training(ns, *args):
    net, _, _ = filled(ns, made(ns, *args[:12]), args[12:])
    return net(*args[12:])


contract = module(
    OF,
    made,
    arguments,
    biases=True,
    sizes=[
        # No bool, so that gradients are not asked with it: that of a bias of keys is nothing but rounding.
        {"use_bias": 1},
        {"num_layers": 1},
        {"num_layers": 3, "num_heads": 1, "size": 4},
        {"num_heads": 4, "size": 2},
        {"B": 1},
        {"n": 1},
        {"dropout": 0.5},
        {"vocab_size": 30, "ffn_num_hiddens": 20},
    ],
    cases={
        "one_head": Case(2, "with a single head, the result is right", simplified=one_head, place=place),
        "lengths": Case(
            3,
            "words beyond a sequence's length are not attended to, in any block",
            lambda rng: arguments(rng, B=3, n=6, lens=True),
            place=place,
        ),
        "everything_dropped": Case(
            2,
            "in training with a dropout of 1, embeddings and positions are gone, too",
            lambda rng: arguments(rng, dropout=1.0),
            call=in_training,
            of=f"{OF} in training",
        ),
    },
    settings=[Setting("a single head", evaluation(OF, made), one_head)],
    basis=("test_values", "test_biases_of_zero", "test_one_head"),
    titles={
        "sizes": "with biases, other heads, one block and three, one sequence, one word, evaluation with dropout",
        "gradients": "gradients reach every parameter, and are right for random cotangents",
    },
    weights={"registered": 2},
    small={"num_heads": st.just(2)},
    costs=("B",),
    own_work=WITHOUT_TRANSFORMERS,
    place=place,
    gradient_place=place,
    without={
        "half": NO_DTYPE,
        "dtype": NO_DTYPE,
        "modes": "words have no gradients; what training changes is dropout, which is asked by hand",
    },
)
