"""The image's mean is taken off in place and accounted for afterwards."""

import torch

HINT = (
    "The result is right, but X is another one after the call: an operation whose name ends in _ (or +=, -=) "
    "changed the caller's tensor."
)
FAILS = [
    "test_public::test_gradients",
    "test_hidden::test_gradient_of_kernel",
    "test_hidden::test_gradcheck",
    "test_hidden::test_layouts",
    "test_hidden::test_unmodified",
]


def corr2d(X, K):
    h, w = K.shape
    result = (X.unfold(0, h, 1).unfold(1, w, 1) * K).sum((2, 3))
    with torch.no_grad():
        X -= X.mean()
    return result
