"""A backward pass of its own draws a mask of its own."""

import torch

HINT = (
    "The gradient uses another mask than the forward pass: it must be zero exactly where the element was "
    "dropped. Keep the mask."
)


class Dropout(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X, p):
        ctx.p = p
        return X * (torch.rand(X.shape, device=X.device) > p) / (1 - p)

    @staticmethod
    def backward(ctx, gradient):
        return gradient * (torch.rand(gradient.shape, device=gradient.device) > ctx.p) / (1 - ctx.p), None


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    return Dropout.apply(X, dropout)
