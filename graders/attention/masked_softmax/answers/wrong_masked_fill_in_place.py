"""masked_fill_ instead of masked_fill."""

import torch

HINT = (
    "The scores that were passed in are overwritten: masked_fill_, with the underscore, works in place, "
    "and a leaf that requires a gradient refuses. masked_fill makes a new tensor."
)


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    lens = valid_lens.reshape(X.shape[0], -1, 1)
    beyond = torch.arange(X.shape[-1], device=X.device) >= lens
    X.masked_fill_(beyond, -1e6)
    return torch.softmax(X, dim=-1)
