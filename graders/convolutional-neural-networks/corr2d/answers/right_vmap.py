"""Windows by as_strided, and a dot product that is mapped over them twice."""

import torch


def corr2d(X, K):
    X = X.contiguous()
    (H, W), (h, w) = X.shape, K.shape
    windows = X.as_strided((H - h + 1, W - w + 1, h, w), (W, 1, W, 1), X.storage_offset())
    return torch.vmap(torch.vmap(lambda window: torch.tensordot(window, K, dims=2)))(windows)
