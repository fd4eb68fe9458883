"""One window across all channels at a time, in a class that is called."""

import torch


class Correlation:
    def __init__(self, K):
        self.K = K

    def __call__(self, X):
        _, h, w = self.K.shape
        rows = []
        for top in range(X.shape[1] - h + 1):
            lefts = range(X.shape[2] - w + 1)
            rows.append(torch.stack([torch.sum(X[:, top : top + h, l : l + w].mul(self.K)) for l in lefts]))
        return torch.stack(rows)


def corr2d_multi_in(X, K):
    return Correlation(K)(X)
