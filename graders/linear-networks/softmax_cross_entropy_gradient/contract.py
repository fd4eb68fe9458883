"""softmax_cross_entropy_gradient(logits, y): softmax minus one-hot, the gradient of each row's own loss.

The mean's gradient, n times smaller, or a wrong sign is one slip: it costs the values, not the properties. Any softmax may be used.
"""

import torch

from autograder.checks.cases import Case
from autograder.checks.contract import OwnWork, function
from autograder.checks.settings import Setting


def arguments(rng, n=5, q=4):
    return rng.normal(n, q, std=2.0), torch.cat([rng.integers(0, q, (n - 1,)), rng.integers(q - 1, q, (1,))])


def times(factor):
    def call(ns, logits, y):
        found = ns.softmax_cross_entropy_gradient(logits, y)
        return factor(y) * found if isinstance(found, torch.Tensor) and found.is_floating_point() else found

    return call


def given(rows, labels, dtype=torch.int64):
    return lambda rng: (torch.tensor(rows), torch.tensor(labels, dtype=dtype))


def whole(ns, logits, y):
    return ns.softmax_cross_entropy_gradient(logits, y)


def column(rng):
    return rng.normal(4, 3).float(), torch.tensor([[2], [0], [1], [1]], dtype=torch.int32)


def many_classes(rng):
    """More classes than bfloat16 can tell apart."""
    return rng.normal(2, 300).bfloat16(), torch.tensor([257, 299])


labels = {f"labels of {d}": given([[1.0, 2, 5]] * 2, [2, 0], d) for d in (torch.int32, torch.int8, torch.uint8)}
labels["labels as a column"] = given([[1.0, 2, 5]] * 2, [[2], [0]])
UNASKED = "the result is a gradient, of which no further one is asked"

contract = function(
    "softmax_cross_entropy_gradient(logits, y)",
    whole,
    arguments,
    sizes=[{"n": 1}, {"q": 1}, {"n": 3, "q": 3}, {"n": 300, "q": 12}],
    edges={
        "logits of 1000 and -1000": given([[1000.0, 1000, 999], [-1000.0, -999, -1000]], [0, 2]),
        "the largest numbers of float32": given([[3e38, 0.0, -3e38], [-3e38, -1e38, -2e38]], [1, 2]),
    },
    edge_tolerance=1e-3,
    cases={
        "last_class": Case(3, "the last class need not be among the labels", given([[1.0, 2, 5]] * 2, [1, 0])),
        "far_from_zero": Case(
            1,
            "logits that are all far from 0 keep their probabilities",
            {
                "logits around 1,000,000": given([[1e6, 1e6 + 1, 1e6 + 2]] * 2, [2, 0]),
                "logits of 1e8 and -1e8": given([[1e8] * 3, [-1e8] * 3], [0, 2]),
            },
            rightly=True,
        ),
        "labels": Case(2, "labels of any integer dtype, and as a column, too", labels),
        "many_classes": Case(
            1,
            "of 300 classes each is told from its neighbours, in bfloat16 too",
            many_classes,
            dtype=None,
            rightly=True,
            aside=True,
        ),
    },
    untouched={"labels of int32 as a column": column},
    settings=[
        Setting("mean", times(len), right=whole),
        Setting("sign", times(lambda y: -1), right=whole),
    ],
    basis=("test_values", "test_sizes"),
    weights={"edges": 3},
    titles={"edges": "logits as large as there are give the right gradient"},
    without={"gradients": UNASKED, "gradcheck": UNASKED, "edge_gradients": UNASKED},
    own_work=OwnWork(
        names=(
            *(
                "autograd",
                "backward",
                "grad",
                "requires_grad_",
                "requires_grad",
                "enable_grad",
                "func",
                "vjp",
                "jacrev",
            ),
            *("cross_entropy", "CrossEntropyLoss", "nll_loss", "NLLLoss", "kl_div", "KLDivLoss", "Categorical"),
        ),
        ops=("cross_entropy_loss", "nll_loss", "nll_loss_forward", "nll_loss_backward", "_log_softmax_backward_data"),
        elementary=False,
    ),
)
