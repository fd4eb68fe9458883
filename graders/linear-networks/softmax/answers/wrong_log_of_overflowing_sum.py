"""In logarithms, but the sum inside the logarithm overflows all the same."""

import torch

HINT = (
    "This behaves like exp(X - log(sum(exp(X)))): taking the logarithm after the sum is too late, the "
    "exponentials have overflowed (or vanished) by then. Shift the logits before the exponential, or use "
    "a function that does both steps at once."
)


def softmax(X):
    return torch.exp(X - torch.log(torch.exp(X).sum(dim=1, keepdim=True)))
