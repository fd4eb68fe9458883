"""The gradients stay."""

import torch

HINT = (
    "The step is right, but the gradients are not zeroed afterwards: the next backward() adds to them, and the "
    "next step goes wrong."
)
MUST_FAIL = "test_hidden::test_gradients_are_zeroed"


def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= lr * p.grad / batch_size
