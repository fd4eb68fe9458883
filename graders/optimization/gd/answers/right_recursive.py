"""The way from the second place on is a way, too; all places are copies."""

import copy


def gd(x, f_grad, eta, num_steps):
    start = copy.copy(x)
    if num_steps == 0:
        return [start]
    return [start] + gd(x + -eta * f_grad(x), f_grad, eta, num_steps - 1)
