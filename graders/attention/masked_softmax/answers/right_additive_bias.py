"""A bias of -1e6 is added to the scores beyond the valid length."""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, -1)
    if valid_lens.dim() == 1:
        valid_lens = valid_lens.repeat_interleave(X.size(1)).reshape(X.size(0), X.size(1))
    outside = (torch.arange(X.size(2), device=X.device)[None, None] >= valid_lens.unsqueeze(2)).to(X.dtype)
    return torch.softmax(X + outside * -1e6, dim=-1)
