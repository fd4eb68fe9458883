"""Only the last gradient is zeroed."""

import torch

HINT = "Only the last parameter has its gradient zeroed: the line that zeroes belongs into the loop."
MUST_FAIL = "test_hidden::test_gradients_are_zeroed"


def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= lr * p.grad / batch_size
    if p.grad is not None:
        p.grad.zero_()
