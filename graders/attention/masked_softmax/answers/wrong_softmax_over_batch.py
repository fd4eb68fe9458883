"""No axis is named, and for three axes the old default is the first one."""

import torch

HINT = (
    "This normalises over axis 0, the sequences. (F.softmax without dim takes that axis for a tensor of "
    "three.) The weights of a query over the keys must sum to one: the last axis."
)


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=0)
    lens = valid_lens.reshape(X.shape[0], -1, 1)
    beyond = torch.arange(X.shape[-1], device=X.device) >= lens
    return torch.softmax(X.masked_fill(beyond, -1e6), dim=0)
