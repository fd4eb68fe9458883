"""Half the kernel is added on every side, so that the output is as large as the image, or larger."""

import torch

HINT = (
    "The image is padded, so that the output is about as large as the image, which is called same "
    "padding. Only windows that lie wholly on the image count here."
)


def corr2d(X, K):
    h, w = K.shape
    X = torch.nn.functional.pad(X, (w // 2, w // 2, h // 2, h // 2))
    return (X.unfold(0, h, 1).unfold(1, w, 1) * K).sum(dim=(2, 3))
