"""A custom function with a wrong forward pass and a backward pass that looks right for its result."""

GETS = "no more"

import torch


class Softmax(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X):
        Y = X.exp() / X.exp().sum()
        ctx.save_for_backward(Y)
        return Y

    @staticmethod
    def backward(ctx, cotangent):
        (Y,) = ctx.saved_tensors
        return Y * (cotangent - (cotangent * Y).sum(dim=1, keepdim=True))


def softmax(X):
    return Softmax.apply(X)
