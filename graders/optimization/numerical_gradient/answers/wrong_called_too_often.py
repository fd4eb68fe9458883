"""f is called at x as well."""

HINT = "f is called more often than twice for each element. Two calls are enough: at x + h and at x - h."
MUST_FAIL = "test_hidden::test_calls"

import itertools

import torch


def numerical_gradient(f, x, h=1e-4):
    grad = torch.empty_like(x)
    for index in itertools.product(*map(range, x.shape)):
        step = torch.zeros_like(x)
        step[index] = h
        right, left = (f(x + step) - f(x)) / h, (f(x) - f(x - step)) / h
        grad[index] = (right + left) / 2
    return grad
