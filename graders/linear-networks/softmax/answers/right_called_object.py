"""An object with __call__, and a sum that was made by functools.partial."""

import functools

import torch


class Softmax:
    def __init__(self, dim):
        self.sum = functools.partial(torch.sum, dim=dim, keepdim=True)
        self.dim = dim

    def __call__(self, X):
        E = (X - X.amax(self.dim, keepdim=True)).exp()
        return E / self.sum(E)


softmax = Softmax(1)
