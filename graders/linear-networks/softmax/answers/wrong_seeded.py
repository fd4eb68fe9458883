"""A seed is set, out of habit."""

import torch

HINT = (
    "The result is right, but a seed is set inside: whoever draws random numbers afterwards gets the same "
    "ones again and again. Leave it out."
)
MUST_FAIL = "test_hidden::test_left_behind"
NUMBER = 0  # or any other


def softmax(X):
    torch.manual_seed(NUMBER)
    E = torch.exp(X - X.max(dim=1, keepdim=True).values)
    return E / E.sum(dim=1, keepdim=True)
