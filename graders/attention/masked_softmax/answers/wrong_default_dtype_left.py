"""The default dtype is set to that of X, and stays."""

import torch

HINT = (
    "The result is right, but torch's default dtype stays that of X: every tensor that is made afterwards "
    "has it, too. Say dtype=X.dtype where a tensor is made."
)
MUST_FAIL = "test_hidden::test_nothing_left_behind"


def masked_softmax(X, valid_lens):
    torch.set_default_dtype(X.dtype)
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    lens = valid_lens.reshape(X.shape[0], -1, 1)
    beyond = torch.arange(X.shape[-1], device=X.device) >= lens
    return torch.softmax(X.masked_fill(beyond, torch.finfo(X.dtype).min), dim=-1)
