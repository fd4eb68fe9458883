"""Examples one by one, stacked when there are enough."""

import random

import torch


def data_iter(batch_size, features, labels):
    X, y = [], []
    for i in random.sample(range(len(labels)), len(labels)):
        X.append(features[i])
        y.append(labels[i])
        if len(X) == batch_size:
            yield torch.stack(X), torch.stack(y)
            X, y = [], []
    if X:
        yield torch.stack(X), torch.stack(y)
