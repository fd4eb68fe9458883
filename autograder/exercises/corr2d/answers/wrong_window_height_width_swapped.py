"""The window is as high as the kernel is wide."""

import torch

HINT = (
    "The window is as high as the kernel is wide, and as wide as the kernel is high. The first axis of both "
    "counts rows."
)
FAILS = [
    "test_public::test_example",
    "test_public::test_shape",
    "test_public::test_no_flip",
    "test_public::test_sum",
    "test_public::test_gradients",
    "test_hidden::test_values",
    "test_hidden::test_shapes",
    "test_hidden::test_extreme_sizes",
    "test_hidden::test_large",
    "test_hidden::test_dtype",
    "test_hidden::test_digits",
    "test_hidden::test_device",
    "test_hidden::test_gradient_of_image",
    "test_hidden::test_gradient_of_kernel",
    "test_hidden::test_layouts",
    "test_hidden::test_unmodified",
    "test_hidden::test_own_work",
    "test_hidden::test_cost",
]


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros((X.shape[0] - h + 1, X.shape[1] - w + 1), dtype=X.dtype, device=X.device)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + w, j : j + h] * K).sum()
    return Y
