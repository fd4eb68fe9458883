"""By the correlation theorem: a product of spectra, one of them conjugated."""

import torch


def corr2d(X, K):
    if X.dtype in (torch.float16, torch.bfloat16):  # which the transform does not know
        return corr2d(X.float(), K.float()).to(X.dtype)
    spectrum = torch.fft.rfft2(X) * torch.fft.rfft2(K, s=X.shape).conj()
    full = torch.fft.irfft2(spectrum, s=X.shape)
    return full[: X.shape[0] - K.shape[0] + 1, : X.shape[1] - K.shape[1] + 1]
