"""The sums of the rows as a product with a column of ones."""

import torch


def softmax(X):
    largest, _ = torch.sort(X, dim=1, descending=True)
    E = torch.pow(torch.e, X - largest[:, :1])
    return E / (E @ E.new_ones(E.shape[1], 1))
