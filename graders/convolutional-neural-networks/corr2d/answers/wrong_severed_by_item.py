"""Numbers are taken out of the graph with item()."""

import torch

HINT = (
    "The values are right, but no gradient reaches X or K: torch.no_grad(), item(), torch.tensor(...), .data and the like cut "
    "a result off from what it was made of."
)


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros((X.shape[0] - h + 1, X.shape[1] - w + 1), dtype=X.dtype, device=X.device)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum().item()
    return Y
