"""What has been moved stays moved."""

HINT = "Elements that were moved stay moved while the next ones are looked at. Put each one back, or begin with a new copy of x."

import itertools

import torch


def numerical_gradient(f, x, h=1e-4):
    grad, point = torch.empty_like(x), x.clone()
    for index in itertools.product(*map(range, x.shape)):
        point[index] += h
        above = f(point)
        point[index] -= 2 * h
        grad[index] = (above - f(point)) / (2 * h)
    return grad
