"""valid_lens=None is not handled."""

import torch

HINT = "valid_lens may be None, which means that no key is masked."


def masked_softmax(X, valid_lens):
    lens = valid_lens.reshape(X.shape[0], -1, 1)
    mask = torch.arange(X.shape[-1], device=X.device) < lens
    return torch.softmax(X.masked_fill(~mask, -1e6), dim=-1)
