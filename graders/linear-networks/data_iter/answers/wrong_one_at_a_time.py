"""Single examples in the place of minibatches."""

import random

HINT = (
    "Single examples come in the place of minibatches: pick batch_size indices at a time, features[indices], so that X has "
    "a row for each of them."
)


def data_iter(batch_size, features, labels):
    indices = list(range(len(features)))
    random.shuffle(indices)
    for i in indices:
        yield features[i], labels[i]
