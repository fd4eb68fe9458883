"""The output is a vector."""

import torch

HINT = (
    "The values are right and in the right order, but they come as a vector: give the result the shape (H - h "
    "+ 1, W - w + 1)."
)
FAILS = [
    "test_public::test_example",
    "test_public::test_shape",
    "test_public::test_no_flip",
    "test_public::test_sum",
    "test_hidden::test_values",
    "test_hidden::test_shapes",
    "test_hidden::test_extreme_sizes",
    "test_hidden::test_large",
    "test_hidden::test_second_call",
    "test_hidden::test_digits",
    "test_hidden::test_layouts",
    "test_hidden::test_own_work",
]


def corr2d(X, K):
    h, w = K.shape
    return torch.stack(
        [(X[i : i + h, j : j + w] * K).sum() for i in range(X.shape[0] - h + 1) for j in range(X.shape[1] - w + 1)]
    )
