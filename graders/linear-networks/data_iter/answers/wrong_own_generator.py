"""A generator with a fixed seed."""

import torch

HINT = "Every epoch has the same order: it comes from a generator with a fixed seed that is made anew in each call."
MUST_FAIL = "test_hidden::test_new_order"


def data_iter(batch_size, features, labels):
    order = torch.randperm(len(features), generator=torch.Generator().manual_seed(42))
    for rows in order.split(batch_size):
        yield features[rows], labels[rows]
