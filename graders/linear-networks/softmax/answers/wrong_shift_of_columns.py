"""Shifted by the largest logit of each column, then normalised over rows."""

import torch

HINT = (
    "This behaves as if the largest logit were taken over columns. Only a shift that is the same for the "
    "whole row cancels: take the maximum over the same dimension as the sum."
)


def softmax(X):
    E = torch.exp(X - X.max(dim=0, keepdim=True).values)
    return E / E.sum(dim=1, keepdim=True)
