"""The image is padded with zeros so that the output is of its size."""

import torch

HINT = (
    "This pads the image with zeros, so the output has the image's shape. Only windows that lie wholly on the "
    "image count here."
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
    "test_hidden::test_second_call",
    "test_hidden::test_digits",
    "test_hidden::test_gradient_of_image",
    "test_hidden::test_gradient_of_kernel",
    "test_hidden::test_layouts",
    "test_hidden::test_own_work",
]


def corr2d(X, K):
    h, w = K.shape
    top, left = (h - 1) // 2, (w - 1) // 2
    padded = torch.nn.functional.pad(X, (left, w - 1 - left, top, h - 1 - top))
    return (padded.unfold(0, h, 1).unfold(1, w, 1) * K).sum((2, 3))
