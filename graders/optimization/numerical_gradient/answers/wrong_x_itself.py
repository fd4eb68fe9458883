"""x itself is moved and put back."""

HINT = "While f runs, x itself is another one than before, and so it is for everybody who has this tensor. Move a copy, x.clone()."
MUST_FAIL = "test_hidden::test_x_meanwhile"

import itertools

import torch


def numerical_gradient(f, x, h=1e-4):
    grad = torch.empty_like(x)
    for index in itertools.product(*map(range, x.shape)):
        old = x[index].clone()
        x[index] = old + h
        above = f(x)
        x[index] = old - h
        below = f(x)
        x[index] = old
        grad[index] = (above - below) / (2 * h)
    return grad
