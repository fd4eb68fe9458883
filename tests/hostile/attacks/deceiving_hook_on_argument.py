"""Hooks that put right gradients in the place of wrong ones, where the values stay wrong."""

GETS = "no more"
HONEST = "import torch\n\ndef softmax(X):\n    return torch.softmax(X, dim=1)\n"

import torch


class Passes(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X):
        return X.clone()

    @staticmethod
    def backward(ctx, gradient):
        return gradient


def softmax(X):
    Y = torch.softmax(X.detach(), dim=1)
    carried = Passes.apply(X * 1.0)
    if carried.requires_grad:
        carried.register_hook(lambda g: Y * (g - (g * Y).sum(1, keepdim=True)))
    return carried + (Y - carried.detach())
