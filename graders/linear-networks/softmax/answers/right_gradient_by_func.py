"""The gradient of logsumexp, as a function of a function."""

import torch


def softmax(X):
    return torch.func.grad(lambda logits: logits.logsumexp(dim=1).sum())(X)
