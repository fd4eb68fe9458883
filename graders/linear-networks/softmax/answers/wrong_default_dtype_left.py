"""The default dtype is set to that of X, and stays."""

import torch

HINT = (
    "The result is right, but torch's default dtype stays that of X: every tensor that is made afterwards "
    "has it, too. Say dtype=X.dtype where a tensor is made."
)
MUST_FAIL = "test_hidden::test_nothing_left_behind"


def softmax(X):
    torch.set_default_dtype(X.dtype)
    E = torch.exp(X - X.max(dim=1, keepdim=True).values)
    return E / E.sum(dim=1, keepdim=True)
