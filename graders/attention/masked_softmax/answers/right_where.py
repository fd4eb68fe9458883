"""The built-in softmax after torch.where with a large negative constant."""

import torch
import torch.nn.functional as F


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return F.softmax(X, dim=2)
    B, Q, K = X.shape
    lens = valid_lens.view(B, 1, 1) if valid_lens.ndim == 1 else valid_lens.view(B, Q, 1)
    mask = torch.arange(K, device=X.device).view(1, 1, K) < lens
    return F.softmax(torch.where(mask, X, torch.full_like(X, -1e9)), dim=2)
