"""Copies that are changed at an index of the whole shape."""

import itertools

import torch


def numerical_gradient(f, x, h=1e-4):
    grad = torch.empty_like(x)
    for index in itertools.product(*map(range, x.shape)):
        plus, minus = x.detach().clone(), x.detach().clone()
        plus[index] += h
        minus[index] -= h
        grad[index] = (f(plus) - f(minus)) / (2 * h)
    return grad
