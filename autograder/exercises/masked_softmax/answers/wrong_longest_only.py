"""All sequences are masked at the longest length of the batch."""

import torch

HINT = "Every row is cut at the longest valid length of the batch; each has its own."
FAILS = [
    "test_public::test_length_per_sequence",
    "test_public::test_length_per_query",
    "test_public::test_gradient",
    "test_hidden::test_length_per_sequence",
    "test_hidden::test_length_per_query",
    "test_hidden::test_float64",
    "test_hidden::test_gradients",
    "test_hidden::test_large_scores",
    "test_hidden::test_no_valid_key",
    "test_hidden::test_thin_and_square_batches",
    "test_hidden::test_layouts",
    "test_hidden::test_many_keys",
    "test_hidden::test_device",
]


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    mask = torch.arange(X.shape[-1], device=X.device) < valid_lens.max()
    return torch.softmax(X.masked_fill(~mask, -1e6), dim=-1)
