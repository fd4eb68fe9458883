"""Hooks on the argument: the backward pass comes back to itself without end."""

GETS = "no more"


import torch


def softmax(X):
    if X.requires_grad:

        def again(gradient):
            while True:
                gradient = gradient + torch.ones(1000, 1000).sum()

        X.register_hook(again)
    return X.exp() / X.exp().sum()
