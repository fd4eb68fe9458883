"""Random numbers that are sorted; shuffled copies that are cut."""

import torch


def data_iter(batch_size, features, labels):
    order = torch.rand(len(features)).argsort()
    X, y = features[order], labels[order]
    start = 0
    while start < len(X):
        yield X[start : start + batch_size], y[start : start + batch_size]
        start += batch_size
