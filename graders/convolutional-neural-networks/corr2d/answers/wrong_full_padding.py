"""The image is padded so that every overlap with the kernel gives an output."""

import torch

HINT = (
    "This counts every overlap of kernel and image, as SciPy's mode full does, so the output is larger than "
    "the image. Only windows that lie wholly on it count here."
)


def corr2d(X, K):
    h, w = K.shape
    padded = torch.nn.functional.pad(X, (w - 1, w - 1, h - 1, h - 1))
    return (padded.unfold(0, h, 1).unfold(1, w, 1) * K).sum((2, 3))
