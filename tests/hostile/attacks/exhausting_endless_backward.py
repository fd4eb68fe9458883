"""A backward pass that never ends."""

GETS = "no more"

import torch


class Stuck(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X):
        return X.exp() / X.exp().sum()

    @staticmethod
    def backward(ctx, cotangent):
        while True:
            pass


def softmax(X):
    return Stuck.apply(X)
