"""The mask runs along the queries: right shapes only where Q equals K."""

import torch

HINT = (
    "The mask is laid along the queries (axis 1), not along the keys (axis 2): rows are masked where columns should be."
)
FAILS = [
    "test_public::test_example",
    "test_public::test_length_per_sequence",
    "test_public::test_length_per_query",
    "test_public::test_extremes",
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
    lens = valid_lens[:, None] if valid_lens.dim() == 1 else valid_lens
    mask = torch.arange(X.shape[1], device=X.device) < lens
    return torch.softmax(X.masked_fill(~mask[:, :, None], -1e6), dim=-1)
