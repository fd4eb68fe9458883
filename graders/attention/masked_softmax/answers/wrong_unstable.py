"""The exponentials are taken without subtracting the maximum."""

import torch

HINT = (
    "The exponential overflows for large scores: subtract each row's maximum over its valid keys first, "
    "or use the built-in softmax, which is allowed here."
)


def masked_softmax(X, valid_lens):
    weights = torch.exp(X)
    if valid_lens is not None:
        lens = valid_lens.reshape(X.shape[0], -1, 1)
        weights = weights * (torch.arange(X.shape[-1], device=X.device) < lens)
    return weights / weights.sum(dim=-1, keepdim=True)
