"""The weights beyond the valid length are erased after the softmax."""

import torch

HINT = (
    "The rows do not sum to one: masked weights are erased after a softmax over all keys. The sum in the "
    "denominator must run over the valid keys only, so mask first."
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
    weights = torch.softmax(X, dim=-1)
    if valid_lens is None:
        return weights
    lens = valid_lens.reshape(X.shape[0], -1, 1)
    mask = torch.arange(X.shape[-1], device=X.device) < lens
    return weights * mask
