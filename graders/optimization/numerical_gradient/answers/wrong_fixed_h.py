"""h is not used."""

HINT = "The result does not depend on h: a number of your own stands where the parameter h belongs."

import itertools

import torch


def numerical_gradient(f, x, h=1e-4):
    grad = torch.empty_like(x)
    for index in itertools.product(*map(range, x.shape)):
        step = torch.zeros_like(x)
        step[index] = 1e-4
        grad[index] = (f(x + step) - f(x - step)) / 2e-4
    return grad
