"""By the convolution theorem, without the conjugate: a convolution as mathematics defines it."""

import torch

HINT = (
    "This behaves like the convolution of mathematics, which turns the kernel by 180 degrees: a product of spectra does that. "
    "For cross-correlation, flip the kernel first or take the conjugate of its spectrum. And torch.fft knows no 16-bit "
    "formats on the CPU."
)
MUST_FAIL = "test_hidden::test_values"


def corr2d(X, K):
    H, W = X.shape
    h, w = K.shape
    size = (H + h - 1, W + w - 1)
    full = torch.fft.irfft2(torch.fft.rfft2(X, s=size) * torch.fft.rfft2(K, s=size), s=size)
    return full[h - 1 : H, w - 1 : W]
