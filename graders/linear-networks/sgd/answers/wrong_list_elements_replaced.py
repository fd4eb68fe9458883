"""New tensors in the place of the old ones in the list."""

import torch

HINT = (
    "The caller's parameters stay as they were: params[i] = ... puts a new tensor into the list, and the old one is what "
    "the caller goes on with. Change the tensor itself: -=, sub_ or copy_."
)


def sgd(params, lr, batch_size):
    with torch.no_grad():
        for i in range(len(params)):
            if params[i].grad is not None:
                gradient = params[i].grad
                params[i] = params[i] - lr * gradient / batch_size
                gradient.zero_()
