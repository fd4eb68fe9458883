"""A seed is set inside."""

import torch

HINT = (
    "Every epoch has the same order, because a seed is set inside, and whoever draws random numbers afterwards "
    "gets the same ones, too. Leave seeds to the caller."
)
MUST_FAIL = "test_hidden::test_new_order"


def data_iter(batch_size, features, labels):
    torch.manual_seed(0)
    for rows in torch.randperm(len(features)).split(batch_size):
        yield features[rows], labels[rows]
