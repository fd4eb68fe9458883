"""Gradients are switched off for good."""

import torch

HINT = (
    "Gradients stay switched off afterwards, so the next forward pass records nothing. Write `with "
    "torch.no_grad():`, which ends by itself."
)
MUST_FAIL = "test_hidden::test_left_behind"


def sgd(params, lr, batch_size):
    torch.set_grad_enabled(False)
    for p in params:
        if p.grad is not None:
            p -= lr * p.grad / batch_size
            p.grad.zero_()
