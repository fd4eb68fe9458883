"""All predictions in one list, counted at the end; the modes are put back from the outside to the inside."""

import torch
from torch import nn


def evaluate_accuracy(net, data_iter):
    is_module = isinstance(net, nn.Module)
    training = [m for m in net.modules() if m.training] if is_module else []
    resting = [m for m in net.modules() if not m.training] if is_module else []
    for m in training:
        m.training = False
    try:
        with torch.set_grad_enabled(False):
            pairs = [(int(row.argmax()), int(label)) for X, y in data_iter for row, label in zip(net(X), y)]
    finally:
        for m in training:
            m.training = True
        for m in resting:
            m.training = False
    return sum(a == b for a, b in pairs) / len(pairs)
