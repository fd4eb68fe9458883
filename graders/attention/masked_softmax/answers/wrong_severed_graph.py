"""The copy of the scores is detached, so no gradient flows."""

import torch

HINT = (
    "The values are right, but no gradient reaches the scores: torch.no_grad(), detach(), .data, .numpy() and "
    "torch.tensor(...) cut the graph. clone() copies without cutting."
)


def masked_softmax(X, valid_lens):
    scores = X.detach().clone()
    if valid_lens is not None:
        lens = valid_lens.reshape(X.shape[0], -1, 1)
        mask = torch.arange(X.shape[-1], device=X.device).expand_as(X) < lens
        scores[~mask] = -1e6
    return torch.softmax(scores, dim=-1)
