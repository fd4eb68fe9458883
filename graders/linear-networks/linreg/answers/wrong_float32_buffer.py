"""The result is written into torch.zeros(...)."""

import torch

HINT = (
    "The result goes through a tensor that was made without dtype and device: float32 on the CPU, whatever X is. "
    "Compute it directly, or make the tensor like X."
)


def linreg(X, w, b):
    out = torch.zeros((len(X), *w.shape[1:]))
    for i in range(len(X)):
        out[i] = X[i] @ w + b
    return out
