"""ViTBlock: normalisation, attention of a sequence to itself, shortcut; then normalisation, a small network for each token, shortcut.

The four layers of attention have the same shape, and are told apart by the order in which a forward pass reaches them: queries, keys, values,
output; so are the two normalisations. A slip in the attention makes all values wrong; properties are asked with a single head or with biases
of zero where those are right.
"""

from autograder.checks import filled
from autograder.checks.attention import WITHOUT_TRANSFORMERS
from autograder.checks.cases import Case
from autograder.checks.contract import module
from autograder.checks.modulecalls import evaluation
from autograder.checks.settings import Setting

from .stages import place

OF = "ViTBlock(num_hiddens, norm_shape, mlp_num_hiddens, num_heads, dropout, use_bias)(X, valid_lens)"


def arguments(
    rng, B=2, n=4, num_heads=2, size=3, mlp_num_hiddens=7, sides=1, dropout=0.0, use_bias=False, lens=None, std=1.0
):
    """`size` features for each head. With `lens`, one for each sequence; with two `sides`, normalised over tokens and features."""
    h = num_heads * size
    options = h, [h] if sides == 1 else [n, h], mlp_num_hiddens, num_heads, dropout, use_bias
    return *options, rng.normal(B, n, h, std=std), rng.integers(1, n, (B,)) if lens else None


def made(ns, num_hiddens, norm_shape, mlp_num_hiddens, num_heads, dropout, use_bias):
    return ns.ViTBlock(num_hiddens, norm_shape, mlp_num_hiddens, num_heads, dropout, use_bias)


def one_head(*args):
    """As the arguments, with a single head: the fourth of them."""
    return *args[:3], 1, *args[4:]


def in_training(ns, *args):
    net, _, _ = filled(ns, made(ns, *args[:6]), args[6:])
    return net(*args[6:])


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
        {"mlp_num_hiddens": 20},
    ],
    cases={
        "one_head": Case(2, "with a single head, the result is right", simplified=one_head, place=place),
        "lengths": Case(
            3, "tokens beyond a sequence's length are not attended to", lambda rng: arguments(rng, B=3, n=6, lens=True)
        ),
        # Of a spread of 0.003 the variance is as large as eps.
        "eps": Case(1, "eps of the normalisations is 1e-5", lambda rng: arguments(rng, std=0.003)),
        "everything_dropped": Case(
            2,
            "in training with a dropout of 1, only the shortcuts are left",
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
