"""A new tensor under the old name."""

import torch

HINT = (
    "The caller's parameters stay as they were: p = p - ... makes a new tensor and gives it the name p inside the "
    "function. Change the tensor itself: p -= ..., p.sub_(...) or p.copy_(...)."
)


def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p = p - lr * p.grad / batch_size
