"""data_iter(batch_size, features, labels): all examples once, in an order that chance gives."""

import torch

from autograder.checks.cases import Case
from autograder.checks.contract import OwnWork, batches
from autograder.checks.minibatches import each_once

OF = "data_iter(batch_size, features, labels)"


def arguments(rng, batch_size=4, n=12, d=3):
    return batch_size, rng.normal(n, d), rng.normal(n, 1)


def turned_images(rng):
    """Their pixels do not lie in one block of memory."""
    return 2, rng.normal(4, 2, 3).mT.contiguous().mT, rng.normal(4)


contract = batches(
    OF,
    each_once(OF),
    arguments,
    sizes=[
        {"batch_size": 1},
        {"n": 4},
        {"n": 9},
        {"n": 10},
        {"batch_size": 25},
        {"n": 1},
        {"batch_size": 7, "n": 64},
    ],
    edges={
        "labels that are a vector of classes": lambda rng: (3, rng.normal(9, 2), rng.integers(0, 9, (9,))),
        "images as features": lambda rng: (2, rng.normal(4, 2, 5), rng.normal(4)),
        "pixels that are whole numbers": lambda rng: (
            3,
            rng.integers(0, 256, (6, 4)).to(torch.uint8),
            rng.normal(6, 1),
        ),
        "features and labels that are vectors": lambda rng: (2, rng.normal(6), rng.normal(6)),
        "two labels for each example": lambda rng: (2, rng.normal(6, 3), rng.normal(6, 2)),
        "labels that are large whole numbers": lambda rng: (
            2,
            rng.normal(6, 3).float(),
            2**24 + torch.arange(6).reshape(-1, 1),
        ),
    },
    views={"turned images": turned_images},
    cases={
        "dtype_of_each": Case(
            2,
            "features and labels keep their dtypes, each its own",
            lambda rng: (3, rng.normal(9, 2).float(), rng.integers(0, 9, (9, 1))),
            dtype=None,
            same_dtype=True,
        )
    },
    weights={"sizes": 4, "edges": 3},
    titles={
        "values": "every example comes once in an epoch, with its own label",
        "sizes": "minibatches of one, of all, with and without a rest",
        "edges": "features and labels of other shapes and dtypes",
    },
    own_work=OwnWork(
        names=("DataLoader", "BatchSampler", "RandomSampler", "SubsetRandomSampler"),
    ),
)
