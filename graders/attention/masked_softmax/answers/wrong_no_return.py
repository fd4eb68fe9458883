"""Nothing is returned."""

import torch

HINT = "The function returns None: the weights are computed and then dropped."


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        weights = torch.softmax(X, dim=-1)
    else:
        lens = valid_lens.reshape(X.shape[0], -1, 1)
        mask = torch.arange(X.shape[-1], device=X.device) < lens
        weights = torch.softmax(X.masked_fill(~mask, -1e6), dim=-1)
