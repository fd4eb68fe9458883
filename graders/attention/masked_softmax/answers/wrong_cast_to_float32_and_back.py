"""The arithmetic is in float32, the result is cast back."""

import torch

HINT = (
    "The result has the right dtype, but it was computed in float32: float64 scores lose half of their "
    "digits on the way."
)


def masked_softmax(X, valid_lens):
    scores = X.float()
    if valid_lens is not None:
        lens = valid_lens.reshape(X.shape[0], -1, 1)
        scores = scores.masked_fill(torch.arange(X.shape[-1], device=X.device) >= lens, -1e6)
    return torch.softmax(scores, dim=-1).to(X.dtype)
