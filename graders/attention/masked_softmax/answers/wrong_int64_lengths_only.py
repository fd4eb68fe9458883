"""A cumulated one-hot mask, which wants int64."""

import torch

HINT = (
    "Only int64 lengths are taken. The contract says integer, and lengths of int32 are common: compare "
    "them with torch.arange, or convert them with .long()."
)
MUST_FAIL = "test_hidden::test_integer_dtypes"


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    lens = valid_lens.reshape(X.shape[0], -1)
    ends = torch.nn.functional.one_hot(lens, X.shape[-1] + 1)
    beyond = ends.cumsum(-1)[..., :-1].bool()
    return torch.softmax(X.masked_fill(beyond, torch.finfo(X.dtype).min), dim=-1)
