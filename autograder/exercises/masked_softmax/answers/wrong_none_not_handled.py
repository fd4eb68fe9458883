"""valid_lens=None is not handled."""

import torch

HINT = "valid_lens may be None, which means that no key is masked."
FAILS = [
    "test_public::test_no_lengths",
    "test_hidden::test_no_lengths",
    "test_hidden::test_float64",
    "test_hidden::test_gradients",
    "test_hidden::test_device",
    "test_hidden::test_arguments_are_left_alone",
]


def masked_softmax(X, valid_lens):
    lens = valid_lens.reshape(X.shape[0], -1, 1)
    mask = torch.arange(X.shape[-1], device=X.device) < lens
    return torch.softmax(X.masked_fill(~mask, -1e6), dim=-1)
