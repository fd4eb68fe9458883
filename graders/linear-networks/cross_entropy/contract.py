"""cross_entropy(y_hat, y): minus the logarithm of the probability that each row gives to its label.

The mean, the sum or a wrong sign is one slip: it costs the values, not the properties. What a probability of zero costs is not asked.
"""

import torch

from autograder.checks.cases import Case
from autograder.checks.contract import OwnWork, function
from autograder.checks.settings import Setting


def arguments(rng, n=5, q=4):
    return rng.normal(n, q).softmax(dim=1), rng.integers(0, q, (n,))


def losses(ns, y_hat, y):
    return ns.cross_entropy(y_hat, y)


def after(change):
    def call(ns, *args):
        came = losses(ns, *args)
        return change(came) if isinstance(came, torch.Tensor) and came.is_floating_point() else came

    return call


def labelled(change):
    return lambda rng: (rng.normal(9, 3).softmax(dim=1), change(torch.tensor([2, 0, 1, 1, 2, 0, 2, 0, 1])))


def column(rng):
    return rng.normal(4, 3).softmax(dim=1).float(), torch.tensor([[2], [0], [1], [1]], dtype=torch.int32)


def many_classes(rng):
    """More classes than bfloat16 can tell apart."""
    return rng.normal(2, 300).softmax(dim=1).bfloat16(), torch.tensor([257, 299])


labels = {f"labels of {d}": labelled(lambda y, d=d: y.to(d)) for d in (torch.int32, torch.int8, torch.uint8)}
labels["labels as a column"] = labelled(lambda y: y.reshape(-1, 1))

contract = function(
    "cross_entropy(y_hat, y)",
    losses,
    arguments,
    sizes=[{"n": 1}, {"q": 1}, {"n": 3, "q": 3}, {"n": 300, "q": 12}],
    edges={
        "zeros for other classes": lambda rng: (torch.tensor([[0.25, 0.75, 0], [0, 0, 1]]), torch.tensor([0, 2])),
        "a probability of 1e-15": lambda rng: (torch.tensor([[0.5, 1e-15, 0.5]]), torch.tensor([1])),
    },
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
    },
    untouched={"labels of int32 as a column": column},
    settings=[
        Setting("mean", after(torch.mean)),
        Setting("sum", after(torch.sum)),
        Setting("sign", after(torch.neg), right=losses),
    ],
    basis=("test_values", "test_sizes"),
    weights={"gradients": 5, "edges": 2, "edge_gradients": 2},
    titles={"edges": "the loss depends on the right class alone, however small its probability is"},
    own_work=OwnWork(
        names=("cross_entropy", "CrossEntropyLoss", "nll_loss", "NLLLoss", "kl_div", "KLDivLoss", "Categorical"),
        ops=("cross_entropy_loss", "nll_loss", "nll_loss_forward", "nll_loss_nd", "kl_div"),
    ),
)
