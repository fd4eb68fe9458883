"""Only the features are shuffled."""

import torch

HINT = (
    "The features are shuffled and the labels are not, so most examples get the label of another. Pick both with "
    "the same indices."
)


def data_iter(batch_size, features, labels):
    X = features[torch.randperm(len(features))]
    for i in range(0, len(X), batch_size):
        yield X[i : i + batch_size], labels[i : i + batch_size]
