"""The rows as a list."""

import torch

HINT = "This behaves as if the rows were returned as a list. Put them together with torch.stack."


def softmax(X):
    return [torch.exp(x - x.max()) / torch.exp(x - x.max()).sum() for x in X]
