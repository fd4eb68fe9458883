"""The result is float32 whatever the scores are."""

import torch

HINT = (
    "The result is always float32: the dtype of the scores must be kept, so that float64 scores give float64 weights."
)


def masked_softmax(X, valid_lens):
    X = X.float()
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    lens = valid_lens.reshape(X.shape[0], -1, 1)
    mask = torch.arange(X.shape[-1], device=X.device) < lens
    return torch.softmax(X.masked_fill(~mask, -1e6), dim=-1)
