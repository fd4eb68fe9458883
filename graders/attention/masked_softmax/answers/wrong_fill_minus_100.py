"""The fill value -100 is too close to ordinary scores."""

import torch
from torch import nn

HINT = (
    "The value that you put in place of masked scores is not low enough: scores may themselves be as low as -10,000, and then "
    "masked keys get weight, or even all of it. It must be negligible next to -10,000."
)
NUMBER = 100  # or any other


def masked_softmax(X, valid_lens):
    def _sequence_mask(X, valid_len, value=0):
        maxlen = X.size(1)
        mask = torch.arange((maxlen), dtype=torch.float32, device=X.device)[None, :] < valid_len[:, None]
        X[~mask] = value
        return X

    if valid_lens is None:
        return nn.functional.softmax(X, dim=-1)
    else:
        shape = X.shape
        if valid_lens.dim() == 1:
            valid_lens = torch.repeat_interleave(valid_lens, shape[1])
        else:
            valid_lens = valid_lens.reshape(-1)
        X = _sequence_mask(X.clone().reshape(-1, shape[-1]), valid_lens, value=-NUMBER)
        return nn.functional.softmax(X.reshape(shape), dim=-1)
