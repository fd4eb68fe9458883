"""Minibatches of neighbours, in random order."""

import torch

HINT = (
    "The minibatches are dealt out in random order, but each holds neighbours: it is the examples that should be "
    "shuffled, before they are cut into minibatches."
)
MUST_FAIL = "test_hidden::test_neighbours_are_parted"


def data_iter(batch_size, features, labels):
    starts = torch.arange(0, len(features), batch_size)
    full, last = starts[: len(features) // batch_size], starts[len(features) // batch_size :]
    for start in [*full[torch.randperm(len(full))].tolist(), *last.tolist()]:
        yield features[start : start + batch_size], labels[start : start + batch_size]
