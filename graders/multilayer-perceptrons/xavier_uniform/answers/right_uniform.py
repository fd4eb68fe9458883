"""Filled in place, before a gradient is asked for."""

import torch


def xavier_uniform(fan_in, fan_out):
    a = (6 / (fan_in + fan_out)) ** 0.5
    W = torch.empty(fan_in, fan_out)
    W.uniform_(-a, a)
    W.requires_grad = True
    return W
