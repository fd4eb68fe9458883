"""By .data and the tensor's own method, as older code does."""

import torch


def init_normal(m):
    if not isinstance(m, torch.nn.Linear):
        return m
    m.weight.data.normal_(0, 0.01)
    if m.bias is not None:
        m.bias.data.fill_(0)
    return m
