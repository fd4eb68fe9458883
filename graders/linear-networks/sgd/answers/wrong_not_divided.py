"""The gradient is not divided by batch_size."""

import torch

HINT = (
    "The step is batch_size times too long: the gradient is that of a sum over the minibatch, so divide it by "
    "batch_size. Later editions of the book train with the mean and do not divide."
)


def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= lr * p.grad
                p.grad.zero_()
