"""Nothing is returned."""

import torch

HINT = "The function returns None: the weights are computed and then dropped."
FAILS = [
    "test_public::test_example",
    "test_public::test_length_per_sequence",
    "test_public::test_length_per_query",
    "test_public::test_no_lengths",
    "test_public::test_extremes",
    "test_public::test_gradient",
    "test_public::test_arguments",
    "test_hidden::test_length_per_sequence",
    "test_hidden::test_length_per_query",
    "test_hidden::test_no_lengths",
    "test_hidden::test_float64",
    "test_hidden::test_gradients",
    "test_hidden::test_gradcheck",
    "test_hidden::test_large_scores",
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
        weights = torch.softmax(X, dim=-1)
    else:
        lens = valid_lens.reshape(X.shape[0], -1, 1)
        mask = torch.arange(X.shape[-1], device=X.device) < lens
        weights = torch.softmax(X.masked_fill(~mask, -1e6), dim=-1)
