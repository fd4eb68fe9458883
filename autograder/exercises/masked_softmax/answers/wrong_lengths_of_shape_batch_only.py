"""Only lengths of shape (B,) are understood."""

import torch

HINT = "Lengths of shape (B, Q), one for every query, are not handled: look at the number of dimensions of valid_lens."
FAILS = [
    "test_public::test_length_per_query",
    "test_hidden::test_length_per_query",
    "test_hidden::test_float64",
    "test_hidden::test_gradients",
    "test_hidden::test_no_valid_key",
    "test_hidden::test_thin_and_square_batches",
    "test_hidden::test_layouts",
    "test_hidden::test_many_keys",
    "test_hidden::test_device",
    "test_hidden::test_arguments_are_left_alone",
    "test_hidden::test_cost",
]


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    mask = torch.arange(X.shape[-1], device=X.device)[None, None, :] < valid_lens[:, None, None]
    return torch.softmax(X.masked_fill(~mask, -1e6), dim=-1)
