"""The image is padded so that every overlap with the kernel gives an output."""

import torch

HINT = (
    "This counts every overlap of kernel and image, as SciPy's mode full does, so the output is larger than "
    "the image. Only windows that lie wholly on it count here."
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
    padded = torch.nn.functional.pad(X, (w - 1, w - 1, h - 1, h - 1))
    return (padded.unfold(0, h, 1).unfold(1, w, 1) * K).sum((2, 3))
