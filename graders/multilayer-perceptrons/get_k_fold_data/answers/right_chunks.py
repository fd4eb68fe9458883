"""A list of folds, from which one is taken out."""

import torch


def folds(data, k):
    size = len(data) // k
    return list(torch.split(data[: size * k], size))


def get_k_fold_data(k, i, X, y):
    parts = []
    for data in (X, y):
        some = folds(data, k)
        valid = some.pop(i)
        parts.append((torch.cat(some), valid))
    (X_train, X_valid), (y_train, y_valid) = parts
    return [X_train, y_train, X_valid, y_valid]
