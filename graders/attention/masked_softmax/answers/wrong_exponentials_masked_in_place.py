"""The exponentials are masked in place, which their own backward pass needs."""

import torch

HINT = (
    "The values are right, but the backward pass raises an error: exp and softmax need their results for "
    "the derivative, and writing into one (*=, [...] = 0, masked_fill_) changes it. Make a new tensor "
    "instead, as by a product or torch.where."
)


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    lens = valid_lens.reshape(X.shape[0], -1, 1)
    valid = torch.arange(X.shape[-1], device=X.device) < lens
    lowest = torch.finfo(X.dtype).min
    E = torch.exp(X - X.masked_fill(~valid, lowest).amax(-1, keepdim=True).clamp(min=-1e4))
    E.masked_fill_(~valid, 0)
    return E / E.sum(-1, keepdim=True).clamp(min=1e-30)
