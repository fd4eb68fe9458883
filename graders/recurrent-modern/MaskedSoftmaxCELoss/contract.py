"""MaskedSoftmaxCELoss()(pred, label, valid_len): of each sequence the mean, over all steps, of the losses that are valid.

How the valid losses are brought together is taken apart from them: with full lengths, every way to mask is right. Only calls
count, so a class need not be a module.
"""

import torch

from autograder.checks.cases import Case
from autograder.checks.contract import function
from autograder.checks.settings import Setting

OF = "MaskedSoftmaxCELoss()(pred, label, valid_len)"


def arguments(rng, n=4, steps=5, vocabulary=3):
    lengths = rng.integers(1, max(steps, 2), (n,))  # no sequence is full: their longest is not the number of steps
    return rng.normal(n, steps, vocabulary), rng.integers(0, vocabulary, (n, steps)), lengths


def call(ns, pred, label, valid_len):
    return ns.MaskedSoftmaxCELoss()(pred, label, valid_len)


def full(pred, label, valid_len):
    return pred, label, torch.full_like(valid_len, pred.shape[1])


def valid_steps(ns, pred, label, valid_len):
    """Of a submission that divides by the valid steps."""
    return call(ns, pred, label, valid_len) * valid_len.clamp(min=1) / pred.shape[1]


def sums(ns, pred, label, valid_len):
    """Of a submission that does not divide."""
    return call(ns, pred, label, valid_len) / pred.shape[1]


def labelled(dtype):
    def made(rng):
        pred, label, valid_len = arguments(rng)
        return pred.float(), label.to(dtype), valid_len.to(dtype)

    return made


def twice(ns, pred, label, valid_len):
    """The second result of one object, whose first had other lengths."""
    loss = ns.MaskedSoftmaxCELoss()
    loss(pred, label, torch.ones_like(valid_len))
    return loss(pred, label, valid_len)


contract = function(
    OF,
    call,
    arguments,
    sizes=[
        {"n": 1},
        {"steps": 1},
        {"vocabulary": 2},
        {"n": 3, "steps": 3, "vocabulary": 3},
        {"n": 7, "steps": 9, "vocabulary": 20},
    ],
    edges={
        "lengths of zero": lambda rng: (
            rng.normal(3, 4, 5).float(),
            rng.integers(0, 5, (3, 4)),
            torch.tensor([0, 2, 0]),
        ),
        "large scores": lambda rng: (
            rng.normal(3, 4, 5, std=300.0).float(),
            rng.integers(0, 5, (3, 4)),
            torch.tensor([1, 2, 4]),
        ),
    },
    settings=[
        Setting("divided by the valid steps", valid_steps, right=call),
        Setting("not divided", sums, right=call),
        Setting("full lengths", call, full),
    ],
    cases={
        "full": Case(3, "with full lengths it is the mean cross-entropy of each sequence", simplified=full),
        "rightly": Case(
            3, "what is behind the valid length does not count, whatever the sum is divided by", rightly=True
        ),
        "integers": Case(
            1,
            "labels and lengths are of any integer dtype",
            {"int32": labelled(torch.int32), "int16": labelled(torch.int16)},
            rightly=True,
        ),
        "twice": Case(1, "one object may be called again, with other lengths", call=twice, of=f"{OF}, the second time"),
    },
    constants=("label", "valid_len"),
    basis=("test_values", "test_full", "test_rightly"),
    weights={"values": 4, "sizes": 1, "gradients": 4},
    titles={"values": "of each sequence the mean over all steps of the losses that are valid"},
)
