"""EncoderBlock: attention of a sequence to itself, then the same layers for each token, each with AddNorm around it.

The four layers of attention have the same shape, and are told apart by the order in which a forward pass reaches them: queries, keys, values,
output. A slip in the attention, or in the learner's own AddNorm or PositionWiseFFN, makes all values wrong; properties are asked with a single
head or with biases of zero where those are right.
"""

from autograder.checks import filled
from autograder.checks.attention import WITHOUT_TRANSFORMERS
from autograder.checks.cases import Case
from autograder.checks.contract import module
from autograder.checks.modulecalls import evaluation
from autograder.checks.settings import Setting

from .stages import place

NAMES = "key_size, query_size, value_size, num_hiddens, norm_shape, ffn_num_input, ffn_num_hiddens, num_heads, dropout, use_bias"
OF = f"EncoderBlock({NAMES})(X, valid_lens)"


def arguments(rng, B=2, n=4, num_heads=2, size=3, ffn_num_hiddens=7, sides=1, dropout=0.0, use_bias=False, lens=None):
    """`size` features for each head. With `lens`, one for each sequence; with two `sides`, normalised over tokens and features."""
    h = num_heads * size
    options = h, h, h, h, [h] if sides == 1 else [n, h], h, ffn_num_hiddens, num_heads, dropout, use_bias
    return *options, rng.normal(B, n, h), rng.integers(1, n, (B,)) if lens else None


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
    use_bias,
):
    return ns.EncoderBlock(
        key_size,
        query_size,
        value_size,
        num_hiddens,
        norm_shape,
        ffn_num_input,
        ffn_num_hiddens,
        num_heads,
        dropout,
        use_bias,
    )


def one_head(*args):
    """As the arguments, with a single head: the eighth of them."""
    return *args[:7], 1, *args[8:]


def in_training(ns, *args):
    net, _, _ = filled(ns, made(ns, *args[:10]), args[10:])
    return net(*args[10:])


contract = module(
    OF,
    made,
    arguments,
    biases=True,
    sizes=[
        {"use_bias": True},
        {"num_heads": 1},
        {"num_heads": 4, "size": 2},
        {"B": 1},
        {"n": 1},
        {"sides": 2},
        {"dropout": 0.5},
        {"ffn_num_hiddens": 20},
    ],
    cases={
        "one_head": Case(2, "with a single head, the result is right", simplified=one_head, place=place),
        "lengths": Case(
            3, "tokens beyond a sequence's length are not attended to", lambda rng: arguments(rng, B=3, n=6, lens=True)
        ),
        "everything_dropped": Case(
            2,
            "in training with a dropout of 1, only the shortcuts and the normalisations are left",
            lambda rng: arguments(rng, dropout=1.0),
            call=in_training,
            of=f"{OF} in training",
        ),
    },
    settings=[Setting("a single head", evaluation(OF, made), one_head)],
    basis=("test_values", "test_biases_of_zero", "test_one_head"),
    titles={
        "sizes": "with biases, other heads, one sequence, one token, normalised over two sides, evaluation with dropout"
    },
    costs=("B",),
    own_work=WITHOUT_TRANSFORMERS,
    place=place,
    gradient_place=place,
)
