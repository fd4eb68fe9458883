"""Minus infinity is added, and nan replaced afterwards."""

import torch

HINT = (
    "A row of valid length 0 is finite, but its gradient is nan: its nan is replaced after it has been "
    "computed, and the backward pass goes through it all the same. Keep it from arising: fill with a "
    "large finite number, or with masked_fill, whose backward pass gives masked places a zero."
)
MUST_FAIL = "test_hidden::test_gradient_without_valid_key"


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    lens = valid_lens.reshape(X.shape[0], -1, 1)
    beyond = torch.arange(X.shape[-1], device=X.device) >= lens
    bias = torch.zeros(beyond.shape, dtype=X.dtype, device=X.device).masked_fill(beyond, -torch.inf)
    return torch.nan_to_num(torch.softmax(X + bias, dim=-1))
