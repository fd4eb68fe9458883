"""The shift computed without a graph, and a transposed view of the work."""

import torch


def softmax(X):
    with torch.no_grad():
        shift = X.max(dim=1).values
    E = (X.T - shift).exp()
    return (E / E.sum(dim=0)).T
