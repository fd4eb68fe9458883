"""A set of steps in one generator, einsum, a list as the result."""

import itertools

import torch


def perceptron(X, y, num_epochs):
    n, d = X.shape
    w, b = X.new_zeros(d), X.new_zeros([])
    updates, right_in_a_row = 0, 0
    for i in itertools.islice(itertools.cycle(range(n)), n * num_epochs):
        x, t = X[i], y[i].type_as(X)
        if t * (torch.einsum("j,j->", w, x) + b) > 0:
            right_in_a_row += 1
            if right_in_a_row >= 2 * n:
                break
            continue
        right_in_a_row = 0
        w, b, updates = w + t * x, b + t, updates + 1
    return [w, b, updates]
