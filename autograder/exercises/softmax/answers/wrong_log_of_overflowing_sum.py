"""In logarithms, but the sum inside the logarithm overflows all the same."""

import torch

HINT = (
    "This behaves like exp(X - log(sum(exp(X)))): taking the logarithm after the sum is too late, the "
    "exponentials have overflowed (or vanished) by then. Shift the logits before the exponential, or use "
    "a function that does both steps at once."
)
FAILS = [
    "test_public::test_large_logits",
    "test_hidden::test_large_positive_logits",
    "test_hidden::test_large_negative_logits",
    "test_hidden::test_wide_range",
    "test_hidden::test_extreme_logits",
]


def softmax(X):
    return torch.exp(X - torch.log(torch.exp(X).sum(dim=1, keepdim=True)))
