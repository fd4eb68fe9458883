"""The last minibatch is filled up from the beginning."""

import torch

HINT = (
    "The last minibatch is filled up with examples that have come already, so some come twice in an epoch. It may "
    "be shorter."
)


def data_iter(batch_size, features, labels):
    n = len(features)
    order = torch.randperm(n)
    for start in range(0, n, batch_size):
        rows = order[[i % n for i in range(start, start + batch_size)]]
        yield features[rows], labels[rows]
