"""The image is padded with zeros so that the output is of its size."""

import torch

HINT = (
    "This pads the image with zeros, so the output has the image's shape. Only windows that lie wholly on the "
    "image count here."
)


def corr2d(X, K):
    h, w = K.shape
    top, left = (h - 1) // 2, (w - 1) // 2
    padded = torch.nn.functional.pad(X, (left, w - 1 - left, top, h - 1 - top))
    return (padded.unfold(0, h, 1).unfold(1, w, 1) * K).sum((2, 3))
