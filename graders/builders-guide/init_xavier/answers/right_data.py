"""By .data, as older code does, from numbers between 0 and 1."""

import torch


def init_xavier(m):
    if not isinstance(m, torch.nn.Linear):
        return m
    bound = math_sqrt(6.0 / (m.in_features + m.out_features))
    m.weight.data = (torch.rand_like(m.weight) * 2 - 1).detach() * bound
    if m.bias is not None:
        m.bias.data.fill_(0)
    return m


def math_sqrt(x):
    return x**0.5
