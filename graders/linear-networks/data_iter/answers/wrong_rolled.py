"""Only the beginning is random."""

import torch

HINT = (
    "Only the place where an epoch begins is random, and neighbours stay together. Every example should get a "
    "place of its own by chance: torch.randperm, random.shuffle."
)
MUST_FAIL = "test_hidden::test_neighbours_are_parted"


def data_iter(batch_size, features, labels):
    n = len(features)
    order = (torch.arange(n) + torch.randint(n, ())) % n
    for rows in order.split(batch_size):
        yield features[rows], labels[rows]
