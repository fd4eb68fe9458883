"""Every minibatch is drawn from all examples."""

import torch

HINT = (
    "Each minibatch is drawn from all examples anew, so in an epoch some come twice and others never. Draw one "
    "order for the whole epoch and cut it."
)


def data_iter(batch_size, features, labels):
    n = len(features)
    for start in range(0, n, batch_size):
        rows = torch.randint(0, n, (min(batch_size, n - start),))
        yield features[rows], labels[rows]
