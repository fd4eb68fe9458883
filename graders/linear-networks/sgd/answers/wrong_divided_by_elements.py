"""Divided by the length of the parameter."""

import torch

HINT = "The step is divided by the number of elements or rows of the parameter, where batch_size belongs."


def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= lr * p.grad / p.numel()
                p.grad.zero_()
