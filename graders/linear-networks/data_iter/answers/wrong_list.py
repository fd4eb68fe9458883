"""A list of all minibatches."""

import torch

HINT = (
    "All minibatches are made at once and returned in a list, which takes as much memory as the data. `yield` "
    "them one at a time."
)
MUST_FAIL = "test_hidden::test_generator"


def data_iter(batch_size, features, labels):
    order = torch.randperm(len(features))
    return [(features[rows], labels[rows]) for rows in order.split(batch_size)]
