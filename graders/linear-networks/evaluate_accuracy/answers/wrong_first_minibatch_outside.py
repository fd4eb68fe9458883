"""The first minibatch is taken before anything is made safe."""

HINT = (
    "The first minibatch is taken outside of `try`. If that raises, the net stays in evaluation mode: begin with `try` before the data are asked for anything."
)
MUST_FAIL = "test_hidden::test_exception"

import torch
from torch import nn


def evaluate_accuracy(net, data_iter):
    modes = {part: part.training for part in net.modules()} if isinstance(net, nn.Module) else {}
    for part in modes:
        part.eval()
    batches, right, total = iter(data_iter), 0, 0
    batch = next(batches)
    try:
        with torch.no_grad():
            while batch is not None:
                X, y = batch
                right += (net(X).argmax(dim=1) == y.reshape(-1)).sum().item()
                total += len(y)
                batch = next(batches, None)
    finally:
        for part, mode in modes.items():
            part.training = mode
    return right / total
