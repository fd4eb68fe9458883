"""The exponentials are taken without subtracting the maximum, and a small number keeps their sum from zero."""

import torch

HINT = (
    "The exponential overflows for large scores, and underflows to 0 where all of a row are far below zero: subtract each "
    "row's maximum over its valid keys first, or use the built-in softmax, which is allowed here. The small number in the "
    "denominator keeps a row from being divided by zero; it does not bring its weights back."
)
MUST_FAIL = "test_hidden::test_large_scores"
NUMBER = 1e-9  # or any other


def masked_softmax(X, valid_lens):
    weights = torch.exp(X)
    if valid_lens is not None:
        lens = valid_lens.reshape(X.shape[0], -1, 1)
        weights = weights * (torch.arange(X.shape[-1], device=X.device) < lens)
    return weights / (weights.sum(dim=-1, keepdim=True) + NUMBER)
