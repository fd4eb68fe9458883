"""Every parameter is taken to have a gradient."""

import torch

HINT = (
    "A parameter whose gradient is None (the loss did not use it) raises an exception. Pass such a parameter "
    "over."
)
MUST_FAIL = "test_hidden::test_edges"


def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad / batch_size
            p.grad.zero_()
