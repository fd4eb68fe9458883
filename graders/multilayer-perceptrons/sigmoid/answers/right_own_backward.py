"""A function with a backward pass of its own."""

import torch


class Sigmoid(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X):
        s = 1 / (1 + torch.exp(-X))
        ctx.save_for_backward(s)
        return s

    @staticmethod
    def backward(ctx, gradient):
        (s,) = ctx.saved_tensors
        return gradient * s * (1 - s)


def sigmoid(X):
    return Sigmoid.apply(X)
