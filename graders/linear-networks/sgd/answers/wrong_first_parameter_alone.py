"""A return inside the loop."""

import torch

HINT = "Only the first parameter moves: something ends the loop after it, a return inside the loop, say."


def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= lr * p.grad / batch_size
                p.grad.zero_()
            return
