"""A function with a backward pass of its own."""

import torch


class Rectify(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X):
        ctx.save_for_backward(X)
        return X.clamp(min=0)

    @staticmethod
    def backward(ctx, gradient):
        (X,) = ctx.saved_tensors
        return gradient * (X > 0).to(gradient.dtype)


def relu(X):
    return Rectify.apply(X)
