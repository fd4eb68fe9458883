"""Gradients stay switched off after an exception."""

HINT = (
    "After an exception gradients stay switched off: the line that switches them on again is not reached. `with torch.no_grad():` does it in any case."
)
MUST_FAIL = "test_hidden::test_exception"

import torch
from torch import nn


def evaluate_accuracy(net, data_iter):
    modes = {part: part.training for part in net.modules()} if isinstance(net, nn.Module) else {}
    before = torch.is_grad_enabled()
    right, total = 0, 0
    torch.set_grad_enabled(False)
    try:
        for part in modes:
            part.eval()
        for X, y in data_iter:
            right += (net(X).argmax(dim=1) == y.reshape(-1)).sum().item()
            total += len(y)
        torch.set_grad_enabled(before)
    finally:
        for part, mode in modes.items():
            part.training = mode
    return right / total
