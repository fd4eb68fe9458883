"""By the correlation theorem, which knows no 16-bit formats."""

import torch

HINT = (
    "float16 and bfloat16 images are refused: torch.fft does not know these formats on the CPU. Compute "
    "them in float32 and convert the result to the dtype of X."
)
MUST_FAIL = "test_hidden::test_half"


def corr2d(X, K):
    spectrum = torch.fft.rfft2(X) * torch.fft.rfft2(K, s=X.shape).conj()
    full = torch.fft.irfft2(spectrum, s=X.shape)
    return full[: X.shape[0] - K.shape[0] + 1, : X.shape[1] - K.shape[1] + 1]
