"""The positions of the keys are counted in bytes."""

import torch

HINT = (
    "Right for up to 256 keys: the positions are numbers of uint8, which start again at 0. Leave "
    "torch.arange its own dtype."
)
MUST_FAIL = "test_hidden::test_many_keys"


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    lens = valid_lens.reshape(X.shape[0], -1, 1)
    positions = torch.arange(X.shape[-1], device=X.device).to(torch.uint8)
    return torch.softmax(X.masked_fill(positions >= lens, torch.finfo(X.dtype).min), dim=-1)
