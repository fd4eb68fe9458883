"""A helper function and a class whose names sound like torch's, but are the learner's own."""

import torch


class Conv2d:
    def __init__(self, weight):
        self.weight = weight

    def __call__(self, X):
        return conv2d(X, self.weight)


def conv2d(X, K):
    h, w = K.shape
    return torch.tensordot(X.unfold(0, h, 1).unfold(1, w, 1), K, dims=2)


def corr2d(X, K):
    return Conv2d(K)(X)
