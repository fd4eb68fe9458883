"""The image's mean is taken off in place and accounted for afterwards."""

import torch

HINT = (
    "The result is right, but X is another one after the call: an operation whose name ends in _ (or +=, -=) "
    "changed the caller's tensor."
)


def corr2d(X, K):
    h, w = K.shape
    result = (X.unfold(0, h, 1).unfold(1, w, 1) * K).sum((2, 3))
    with torch.no_grad():
        X -= X.mean()
    return result
