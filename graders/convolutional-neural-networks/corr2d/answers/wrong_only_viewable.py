"""The kernel and the windows are flattened with view()."""

import torch

HINT = (
    "view() works on tensors with contiguous memory only, so this raises for a transposed one. reshape() "
    "copies where it has to."
)


def corr2d(X, K):
    h, w = K.shape
    flat, kernel = X.view(-1), K.view(-1)
    width, rows, columns = X.shape[1], X.shape[0] - h + 1, X.shape[1] - w + 1
    places = [
        [[(i + a) * width + j + b for a in range(h) for b in range(w)] for j in range(columns)] for i in range(rows)
    ]
    return flat[torch.tensor(places, device=X.device)] @ kernel
