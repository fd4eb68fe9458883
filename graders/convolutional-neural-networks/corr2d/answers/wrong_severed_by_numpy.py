"""A detour through NumPy."""

import numpy as np
import torch

HINT = (
    "The values are right, but no gradient reaches X or K, and it works on the CPU only: NumPy knows neither "
    "autograd nor devices. Stay with torch."
)


def corr2d(X, K):
    image, kernel = X.detach().numpy(), K.detach().numpy()
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return torch.from_numpy((windows * kernel).sum((2, 3)))
