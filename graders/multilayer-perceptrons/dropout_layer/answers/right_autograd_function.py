"""A function with a backward pass of its own, which remembers the mask."""

import torch


class Dropout(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X, p):
        scale = 1 / (1 - p) if p < 1 else 0
        ctx.mask = torch.bernoulli(torch.full(X.shape, 1 - p, dtype=X.dtype, device=X.device)) * scale
        return X * ctx.mask

    @staticmethod
    def backward(ctx, gradient):
        return gradient * ctx.mask, None


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    return Dropout.apply(X, dropout)
