"""X.data -= ... changes the caller's tensor."""

import torch

HINT = (
    "The values are right, but X itself is shifted: .data is the same memory, and -= works in place. The "
    "caller still needs X. Write X = X - ..."
)


def softmax(X):
    X.data -= X.max(1, keepdim=True).values
    E = torch.exp(X)
    return E / E.sum(1, keepdim=True)
