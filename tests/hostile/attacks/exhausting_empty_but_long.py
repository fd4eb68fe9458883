"""A tensor without elements whose sum along the empty axis has sixty-four thousand million."""

GETS = "nothing"

import torch


def softmax(X):
    return torch.empty(2**36, 0).requires_grad_(X.requires_grad)
