"""Lengths of int64 are asked for."""

import torch

HINT = (
    "Only int64 lengths are taken. The contract says integer, and lengths of int32 are common: compare "
    "them with torch.arange, or convert them with .long()."
)
MUST_FAIL = "test_hidden::test_integer_dtypes"


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    assert valid_lens.dtype == torch.int64
    lens = valid_lens.reshape(X.shape[0], -1, 1)
    beyond = torch.arange(X.shape[-1], device=X.device) >= lens
    return torch.softmax(X.masked_fill(beyond, torch.finfo(X.dtype).min), dim=-1)
