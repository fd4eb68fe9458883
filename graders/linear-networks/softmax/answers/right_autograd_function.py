"""A function with a backward pass of its own."""

import torch


class Softmax(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X):
        E = torch.exp(X - X.max(dim=1, keepdim=True).values)
        P = E / E.sum(dim=1, keepdim=True)
        ctx.save_for_backward(P)
        return P

    @staticmethod
    def backward(ctx, grad):
        (P,) = ctx.saved_tensors
        return P * (grad - (grad * P).sum(dim=1, keepdim=True))


def softmax(X):
    return Softmax.apply(X)
