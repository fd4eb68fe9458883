"""The order is drawn once and kept in a default argument."""

import torch

HINT = (
    "Every epoch has the same order: it is drawn once and kept for later calls. Draw it inside the function, each time it "
    "is called."
)
MUST_FAIL = "test_hidden::test_new_order"


def data_iter(batch_size, features, labels, orders={}):
    n = len(features)
    if n not in orders:
        orders[n] = torch.randperm(n)
    for rows in orders[n].split(batch_size):
        yield features[rows], labels[rows]
