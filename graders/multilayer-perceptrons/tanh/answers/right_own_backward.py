"""A function with a backward pass of its own, and no trouble at the ends."""

import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X):
        t = 1 - 2 / (torch.exp(2 * X) + 1)
        ctx.save_for_backward(t)
        return t

    @staticmethod
    def backward(ctx, gradient):
        (t,) = ctx.saved_tensors
        return gradient * (1 - t * t)


def tanh(X):
    return Tanh.apply(X)
