"""mlp_gradients(X, y, params): the gradients of the mean cross-entropy for each parameter, by hand.

Each of the four is looked at by itself, and a single example too, where mean and sum are the same: so one slip is charged once.
Whether softmax is torch's own or written out is free, but it must not overflow. Lists count as tuples.
"""

import torch

from autograder.checks.cases import Case
from autograder.checks.contract import OwnWork, function
from autograder.checks.settings import Setting

NAMES = ("W1", "b1", "W2", "b2")
OF = "mlp_gradients(X, y, params)"


def arguments(rng, n=4, d=6, h=5, q=3):
    params = (rng.normal(d, h), rng.normal(h), rng.normal(h, q), rng.normal(q))
    return rng.normal(n, d), torch.cat([rng.integers(0, q, (n - 1,)), rng.integers(q - 1, q, (1,))]), params


def last_class_missing(rng):
    X, _, params = arguments(rng)
    return X, torch.tensor([0, 1, 1, 0]), params


def labelled(change):
    """The arguments with labels in another form."""

    def made(rng):
        X, y, params = arguments(rng)
        return X, change(y), params

    return made


def images(rng):
    _, y, params = arguments(rng)
    return rng.normal(4, 1, 2, 3), y, params


def turned_images(rng):
    """Their pixels do not lie in one block of memory."""
    X, y, params = images(rng)
    return X.mT.contiguous().mT, y, params


def at_zero(rng):
    """The hidden units of the first example are exactly 0."""
    X, y, (W1, b1, W2, b2) = arguments(rng)
    X[0], b1 = 0.0, torch.zeros_like(b1)
    return X, y, (W1, b1, W2, b2)


def large_logits(rng):
    X, y, (W1, b1, W2, b2) = arguments(rng)
    return X, y, (W1, b1, 300 * W2, b2)


def in_training(rng):
    X, y, params = arguments(rng)
    return X, y, tuple(p.requires_grad_() for p in params)


def found(ns, X, y, params):
    result = ns.mlp_gradients(X, y, params)
    return tuple(result) if isinstance(result, list) else result


def part(*places):
    return lambda ns, X, y, params: [found(ns, X, y, params)[place] for place in places]


def downhill(ns, X, y, params):
    return [-gradient for gradient in found(ns, X, y, params)]


def one_example(X, y, params):
    return X[:1], y[:1], params


def of_part(name):
    return Case(2, f"the gradient for {name} is right", call=part(NAMES.index(name)), of=f"{OF}[{NAMES.index(name)}]")


NO_GRAPH = "gradients by hand need no graph of their own"
NOT = ("equations", "one_example")
contract = function(
    OF,
    found,
    arguments,
    sizes=[
        {"n": 1},
        {"d": 1},
        {"h": 1},
        {"q": 2},
        {"n": 3, "d": 3, "h": 3, "q": 3},
        {"n": 100, "d": 20, "h": 30, "q": 10},
    ],
    edges={
        "images": images,
        "parameters that require gradients": in_training,
    },
    views={"turned images": turned_images},
    untouched={"labels of int32 as a column": labelled(lambda y: y.int().reshape(-1, 1))},
    parts={"params": NAMES},
    settings=[
        Setting("a single example", found, one_example, not_for=("equations",)),
        Setting("the other sign", downhill, right=part(0, 1, 2, 3), not_for=NOT),
        Setting("the last layer first", part(2, 3, 0, 1), right=part(0, 1, 2, 3)),
        Setting("the biases last", part(0, 2, 1, 3), right=part(0, 1, 2, 3)),
        Setting("the last layer", part(2, 3), not_for=NOT),
        Setting("the weights", part(0, 2), not_for=NOT),
        Setting("the first layer", part(0, 1), not_for=NOT),
        *(Setting(name, part(place), not_for=NOT) for place, name in enumerate(NAMES)),
    ],
    cases={
        "W1": of_part("W1"),
        "b1": of_part("b1"),
        "W2": of_part("W2"),
        "b2": of_part("b2"),
        "one_example": Case(2, "of a single example the gradients are right", simplified=one_example),
        "equations": Case(3, "all four are right, in whatever order they come", rightly=True),
        "labels": Case(
            1,
            "labels may be of any integer dtype, and a column",
            {
                "labels of int32": labelled(lambda y: y.int()),
                "labels of uint8": labelled(lambda y: y.byte()),
                "labels as a column": labelled(lambda y: y.reshape(-1, 1)),
            },
            rightly=True,
        ),
        "last_class": Case(3, "the last class need not be among the labels", last_class_missing, rightly=True),
        "at_zero": Case(1, "the slope of ReLU at 0 is 0", at_zero, rightly=True),
        "large_logits": Case(1, "logits of some hundreds give finite and right gradients", large_logits, rightly=True),
    },
    basis=("test_values", "test_W1", "test_b1", "test_W2", "test_b2", "test_one_example", "test_equations"),
    weights={"sizes": 1, "unmodified": 2, "own_work": 2},
    titles={
        "values": "all four gradients are right, in the order of the parameters",
        "edges": "images are flattened, and parameters may be those of a training that uses autograd elsewhere",
        "own_work": "it is written by hand, without autograd",
    },
    without={"gradients": NO_GRAPH, "gradcheck": NO_GRAPH, "edge_gradients": NO_GRAPH},
    own_work=OwnWork(
        names=("autograd", "backward", "grad", "jacobian", "jacrev", "jacfwd", "vjp", "jvp", "grad_and_value"),
        ops=("threshold_backward", "_softmax_backward_data", "_log_softmax_backward_data", "nll_loss_backward"),
        elementary=False,
        libraries=("torch.autograd",),
    ),
)
