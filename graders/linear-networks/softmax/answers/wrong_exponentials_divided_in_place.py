"""The exponentials are divided in place, which their own backward pass needs."""

import torch

HINT = (
    "The values are right, but the backward pass raises an error: exp needs its result for the "
    "derivative, and dividing it in place (/=, or div_) changes it. Divide into a new tensor."
)
MUST_FAIL = "test_hidden::test_gradients"


def softmax(X):
    E = torch.exp(X - X.max(dim=1, keepdim=True).values)
    E /= E.sum(dim=1, keepdim=True)
    return E
