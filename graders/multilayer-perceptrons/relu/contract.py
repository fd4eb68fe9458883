"""relu(X): what is positive stays, all else becomes 0. Where X is 0 the gradient is 0, as torch's own has it.

torch.max(X, zeros), the book's way, has the right values and a gradient of 1/2 there; clamp(min=0) has 1 in torch 2.13 and
0 in 2.15. What has not 0 there loses the tests at zero and nothing else. Nothing is asked of infinities and nan, of which
the lesson does not speak.
"""

import torch

from autograder.checks.cases import Case
from autograder.checks.contract import OwnWork, function


def arguments(rng, n=4, d=7):
    return (rng.normal(n, d, std=6.0),)


def with_zeros(rng):
    return (torch.tensor([[0.0, -1.0, 2.0], [3.0, 0.0, -0.0]]),)


contract = function(
    "relu(X)",
    lambda ns, X: ns.relu(X),
    arguments,
    sizes=[{"n": 1}, {"d": 1}, {"n": 1, "d": 1}, {"n": 3, "d": 3}, {"n": 300}],
    edges={
        "a number without dimensions": lambda rng: (torch.tensor(2.0),),
        "a vector": lambda rng: (rng.normal(5),),
        "images of two channels": lambda rng: (rng.normal(2, 2, 3, 4),),
        "large and small numbers": lambda rng: (torch.tensor([[1e30, 1e-30], [-1e30, -1e-30]]),),
    },
    cases={
        "zeros": Case(1, "zeros stay zeros", with_zeros),
        "gradient_at_zero": Case(2, "where X is 0 the gradient is 0", with_zeros, gradient=True),
    },
    titles={
        "edges": "a number, a vector, images, and very large and small numbers give the right values",
        "edge_gradients": "the gradient of these is right, too",
    },
    own_work=OwnWork(
        names=tuple(
            "relu ReLU relu6 ReLU6 leaky_relu LeakyReLU prelu PReLU rrelu RReLU threshold Threshold hardtanh Hardtanh "
            "elu ELU celu CELU selu SELU softplus Softplus silu SiLU gelu GELU mish Mish".split()
        ),
        ops=tuple(
            "relu leaky_relu threshold _prelu_kernel rrelu_with_noise hardtanh elu celu selu softplus silu gelu mish".split()
        ),
    ),
)
