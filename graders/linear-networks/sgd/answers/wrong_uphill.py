"""Along the gradient."""

import torch

HINT = "The parameters move along their gradients, which makes the loss larger. Subtract."


def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p += lr * p.grad / batch_size
                p.grad.zero_()
