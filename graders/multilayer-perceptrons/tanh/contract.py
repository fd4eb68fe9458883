"""tanh(X) = (1 - exp(-2X)) / (1 + exp(-2X)), with finite values and gradients for every finite X.

(exp(X) - exp(-X)) / (exp(X) + exp(-X)) is right for ordinary numbers, and nan for large ones. A sigmoid of one's own may be
used, 2 sigmoid(2X) - 1, as it is part of the lesson. Near 0 these lose digits of a small result, not of a number around 1:
that much is allowed.
"""

import torch

from autograder.checks.cases import Case
from autograder.checks.contract import OwnWork, function

NAMES = tuple(
    "sigmoid sigmoid_ Sigmoid expit logsigmoid LogSigmoid tanh tanh_ Tanh sinh cosh tan softplus Softplus silu SiLU glu GLU "
    "softmax log_softmax Softmax LogSoftmax softmin Softmin mish Mish binary_cross_entropy_with_logits BCEWithLogitsLoss "
    "hardsigmoid Hardsigmoid gelu GELU atanh arctanh logit".split()
)
OPS = tuple(
    "sigmoid sigmoid_ tanh tanh_ sinh cosh tan softplus silu log_sigmoid log_sigmoid_forward mish gelu _softmax "
    "_log_softmax sigmoid_backward tanh_backward".split()
)


def arguments(rng, n=4, d=7, std=1.5):
    return (rng.normal(n, d, std=std),)


def numbers(*some, dtype=torch.float32):
    return lambda rng: (torch.tensor(some, dtype=dtype),)


LARGE = {
    "numbers of 1000": numbers(-1000.0, 1000.0, -60.0, 60.0, -95.0, 95.0, 0.5),
    "the largest numbers of float32": numbers(-3e38, 3e38, -1.0),
    "large numbers in float64": numbers(-800.0, 800.0, -1e300, 1e300, -20.0, 20.0, 2.0, dtype=torch.float64),
}

LARGE_HALF = numbers(-60000.0, 60000.0, -1000.0, 1000.0, -20.0, 20.0, -12.0, 12.0, 0.5, dtype=torch.float16)

contract = function(
    "tanh(X)",
    lambda ns, X: ns.tanh(X),
    arguments,
    sizes=[{"n": 1}, {"d": 1}, {"n": 1, "d": 1}, {"n": 3, "d": 3}, {"n": 300, "std": 3.0}],
    edges={
        "zero": numbers(0.0, 1.0, -0.0),
        "a number without dimensions": lambda rng: (torch.tensor(-2.0),),
        "images of two channels": lambda rng: (rng.normal(2, 2, 3, 4),),
        "numbers of 8 in float64": numbers(-8.0, 8.0, -6.0, 6.0, -9.5, 9.5, dtype=torch.float64),
    },
    cases={
        "large": Case(2, "large numbers of either sign give -1 and 1", LARGE, dtype=None),
        "large_gradients": Case(3, "at large numbers the gradient is finite, and 0", LARGE, dtype=None, gradient=True),
        "large_half": Case(
            1, "so do large numbers of float16", LARGE_HALF, dtype=None, requires="test_values", aside=True
        ),
    },
    titles={
        "edges": "zero, a number without dimensions, images, and numbers of 8 give the right values",
        "edge_gradients": "the gradient of these is right, too: 1 at zero",
    },
    own_work=OwnWork(names=NAMES, ops=OPS),
)
