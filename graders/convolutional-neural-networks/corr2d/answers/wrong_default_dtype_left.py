"""The default dtype is set to that of X, and stays."""

import torch

HINT = (
    "The result is right, but torch's default dtype stays that of X: every tensor that is made afterwards "
    "has it, too. Say dtype=X.dtype where a tensor is made."
)
MUST_FAIL = "test_hidden::test_left_behind"


def corr2d(X, K):
    torch.set_default_dtype(X.dtype)
    h, w = K.shape
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1, device=X.device)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum()
    return Y
