"""As before, with a small number added to the sum."""

import torch

HINT = (
    "Masking after the softmax fails when a masked score is far above the valid ones: the valid weights "
    "have underflowed to 0 before you divide. The small number in the denominator keeps the result "
    "finite, not right. Mask before the softmax."
)
NUMBER = 1e-12  # or any other


def masked_softmax(X, valid_lens):
    weights = torch.softmax(X, dim=-1)
    if valid_lens is None:
        return weights
    lens = valid_lens.reshape(X.shape[0], -1, 1)
    weights = weights * (torch.arange(X.shape[-1], device=X.device) < lens)
    return weights / (weights.sum(dim=-1, keepdim=True) + NUMBER)
