"""The output has the image's shape, with zeros where no window fits."""

import torch

HINT = (
    "The values are right, but the output has the image's shape, with zeros at its end: it should have room "
    "for the H - h + 1 by W - w + 1 windows only."
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
    "test_hidden::test_gradient_of_image",
    "test_hidden::test_gradient_of_kernel",
    "test_hidden::test_layouts",
    "test_hidden::test_own_work",
]


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros_like(X)
    for i in range(X.shape[0] - h + 1):
        for j in range(X.shape[1] - w + 1):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum()
    return Y
