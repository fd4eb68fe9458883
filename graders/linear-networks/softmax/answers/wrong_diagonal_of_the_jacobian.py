"""An autograd function whose backward keeps only the diagonal, as of a sigmoid."""

import torch

HINT = (
    'The values are right, but the gradient is that of a sigmoid, s * (1 - s), for each element by itself. Each probability depends on every logit of its row: the gradient is s * (g - sum(g * s)).'
)


class Softmax(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X):
        E = torch.exp(X - X.amax(dim=1, keepdim=True))
        S = E / E.sum(dim=1, keepdim=True)
        ctx.save_for_backward(S)
        return S

    @staticmethod
    def backward(ctx, gradient):
        (S,) = ctx.saved_tensors
        return gradient * S * (1 - S)


def softmax(X):
    return Softmax.apply(X)
