"""softmax_cross_entropy(logits, y): the cross-entropy of each row, finite wherever the loss can be represented.

logsumexp(logits) minus the logit of the label is a right answer that rounds at the size of the logits: 1e-3 at 1000. So is
log_softmax. The mean, the sum or a wrong sign is one slip: it costs the values, not the properties.
"""

import torch

from autograder.checks.cases import Case
from autograder.checks.contract import OwnWork, function
from autograder.checks.settings import Setting


def arguments(rng, n=5, q=4):
    return rng.normal(n, q, std=2.0), rng.integers(0, q, (n,))


def losses(ns, logits, y):
    return ns.softmax_cross_entropy(logits, y)


def after(change):
    def call(ns, *args):
        came = losses(ns, *args)
        return change(came) if isinstance(came, torch.Tensor) and came.is_floating_point() else came

    return call


def given(rows, labels, dtype=torch.int64):
    return lambda rng: (torch.tensor(rows), torch.tensor(labels, dtype=dtype))


def column(rng):
    return rng.normal(4, 3).float(), torch.tensor([[2], [0], [1], [1]], dtype=torch.int32)


def many_classes(rng):
    """More classes than bfloat16 can tell apart."""
    return rng.normal(2, 300).bfloat16(), torch.tensor([257, 299])


labels = {f"labels of {d}": given([[1.0, 2, 5]] * 2, [2, 0], d) for d in (torch.int32, torch.int8, torch.uint8)}
labels["labels as a column"] = given([[1.0, 2, 5]] * 2, [[2], [0]])
SURE = {"a logit that leads by 200": given([[0.0, 200]], [0]), "one that leads by 1e30": given([[0.0, 1e30]], [0])}

contract = function(
    "softmax_cross_entropy(logits, y)",
    losses,
    arguments,
    sizes=[{"n": 1}, {"q": 2}, {"n": 3, "q": 3}, {"n": 300, "q": 12}],
    edges={
        "logits of 1000 and -1000": given([[1000.0, 1000, 999], [-1000.0, -999, -1000]], [0, 1]),
        "the largest numbers of float32": given([[3e38, 0.0, -3e38], [-3e38, -1e38, -2e38]], [0, 1]),
    },
    edge_tolerance=1e-3,
    cases={
        "labels": Case(2, "labels of any integer dtype, and as a column, too", labels),
        "many_classes": Case(
            1,
            "of 300 classes each is told from its neighbours, in bfloat16 too",
            many_classes,
            dtype=None,
            rightly=True,
            aside=True,
        ),
        "sure": Case(2, "a net that is sure and wrong has a large loss, not infinity", SURE),
        "sure_gradients": Case(2, "its gradient is -1 for the right class, 1 for the other", SURE, gradient=True),
    },
    untouched={"labels of int32 as a column": column},
    settings=[
        Setting("mean", after(torch.mean)),
        Setting("sum", after(torch.sum)),
        Setting("sign", after(torch.neg), right=losses),
    ],
    basis=("test_values", "test_sizes"),
    weights={"gradients": 5, "edges": 2, "edge_gradients": 2},
    titles={"edges": "logits as large as there are give the right loss"},
    own_work=OwnWork(
        names=("cross_entropy", "CrossEntropyLoss", "nll_loss", "NLLLoss", "kl_div", "KLDivLoss", "Categorical"),
        ops=("cross_entropy_loss", "nll_loss", "nll_loss_forward", "nll_loss_nd", "kl_div"),
        elementary=False,
    ),
)
