"""softmax(X): each row of logits becomes a row of probabilities, however large the logits are.

Working with logarithms, exp(X - logsumexp(X)), is a right answer. It rounds at the size of the logits, so where logits are
large the tolerance is 1e-3 in float32: 16 roundings at 1000, far below any wrong formula. Beyond that only rows with one
clear winner are used, whose probabilities are exactly 0 and 1, and 16-bit formats are asked for ordinary logits alone.
The gradient of logsumexp is a softmax as well. Whoever finds that has understood more than was asked: it is a right answer,
whose own gradient is judged like any other's.

Nothing is asked of an empty batch or of logits that are not finite: the contract promises none of these. A loop over
the elements is slow but right; what is asked of the cost is that no loop goes through a row again for each of its elements.
"""

import torch
from hypothesis import strategies as st

from autograder.checks.cases import Case
from autograder.checks.contract import OwnWork, function
from autograder.checks.inputs import sizes, tensors

LOGARITHMS = 1e-3


def arguments(rng, n=4, q=7, std=2.0):
    return (rng.normal(n, q, std=std),)


def whole(low, high):
    """Small matrices of whole logits between the two, which shrink towards zero."""
    elements = st.integers(low, high).map(float)
    return st.tuples(sizes(), sizes()).flatmap(lambda shape: st.tuples(tensors(*shape, elements=elements)))


def one_hardly_possible(rng):
    """A probability of some 1e-10 is no 1e-7, and a sum below 1 shows what is added to it."""
    X = rng.normal(4, 6, mean=-3.0)
    X[:, 2] -= 20.0
    return (X,)


def rows(*numbers):
    return lambda rng: (torch.tensor(numbers),)


contract = function(
    "softmax(X)",
    lambda ns, X: ns.softmax(X),
    arguments,
    sizes=[
        {"n": 1},
        {"q": 1},
        {"n": 1, "q": 1},
        {"n": 3, "q": 3},
        {"n": 20, "q": 300, "std": 3.0},
        {"n": 300, "std": 3.0},
    ],
    edges={
        "one clear winner": rows([100.0, 0.0], [0.0, -100.0]),
        "logits of 1000": rows([1000.0, 1000.0, -1000.0], [-1000.0, -999.0, 0.0]),
        "the largest numbers of float32": rows([3e38, 0.0, -3e38], [-3e38, -1e38, -2e38], [0.0, 1e5, 2e5]),
    },
    edge_tolerance=LOGARITHMS,
    cases={
        "large_positive_logits": Case(
            2,
            "rows of large positive logits keep their probabilities",
            lambda rng: (rng.normal(3, 4, mean=1000.0),),
            search=whole(0, 1000),
            tolerance=LOGARITHMS,
        ),
        "large_negative_logits": Case(
            2,
            "rows of large negative logits keep their probabilities",
            lambda rng: (rng.normal(3, 4, mean=-1000.0),),
            search=whole(-1000, 0),
            tolerance=LOGARITHMS,
        ),
        "wide_range": Case(
            2,
            "a row and a batch may span a wide range of logits",
            rows([0.0, 1.0, 2.0], [500.0, 501.0, 499.0], [-500.0, -501.0, -502.0], [-400.0, 400.0, 401.0]),
            search=whole(-400, 400),
            tolerance=LOGARITHMS,
        ),
        "large_in_sixteen_bits": Case(
            1,
            "large logits of float16 and bfloat16 give probabilities, too",
            {
                "float16": lambda rng: (torch.tensor([[6e4, 0.0, -6e4], [-6e4, -5e4, -5.5e4]], dtype=torch.float16),),
                "float16, not so large": lambda rng: (
                    torch.tensor([[30.0, 0.0, -30.0], [-20.0, 20.0, 0.0]], dtype=torch.float16),
                ),
                "bfloat16": lambda rng: (torch.tensor([[3e38, 0.0, -3e38], [-2e5, 1e5, 0.0]], dtype=torch.bfloat16),),
            },
            dtype=None,
            aside=True,
        ),
        "precision": Case(
            1,
            "what is hardly possible has a small probability, not zero, and not a larger one",
            one_hardly_possible,
            dtype=torch.float64,
            aside=True,
        ),
    },
    views={
        "a row that is expanded": lambda rng: (rng.normal(1, 4, dtype=torch.float32).expand(3, 4),),
        "a column that is expanded": lambda rng: (rng.normal(6, 1, dtype=torch.float32).expand(6, 5),),
    },
    weights={"gradients": 7, "gradcheck": 3, "edge_gradients": 2},
    titles={
        "values": "ordinary logits give the right probabilities",
        "sizes": "one row, one column, a single number, and three hundred of them",
        "edges": "a clear winner, and the largest numbers of float32, still give probabilities",
        "edge_gradients": "the gradient is finite and right at large logits, too",
    },
    own_work=OwnWork(
        names=(
            "softmax",
            "log_softmax",
            "softmin",
            "gumbel_softmax",
            "_softmax",
            "_log_softmax",
            "_safe_softmax",
            "Softmax",
            "Softmax2d",
            "LogSoftmax",
            "Softmin",
            "CrossEntropyLoss",
            "cross_entropy",
            "scaled_dot_product_attention",
            "MultiheadAttention",
        ),
        ops=(
            "_softmax",
            "_log_softmax",
            "_safe_softmax",
            "softmax",
            "log_softmax",
            "_softmax_backward_data",
            "_log_softmax_backward_data",
            "_scaled_dot_product_flash_attention_for_cpu",
            "_scaled_dot_product_flash_attention",
            "_scaled_dot_product_efficient_attention",
            "_scaled_dot_product_cudnn_attention",
            "_scaled_dot_product_attention_math",
        ),
    ),
)
