"""The gradients are zeroed before the step."""

import torch

HINT = "The parameters do not move: the gradients are zeroed before they are used. Zero them after the step."


def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p.grad.zero_()
                p -= lr * p.grad / batch_size
