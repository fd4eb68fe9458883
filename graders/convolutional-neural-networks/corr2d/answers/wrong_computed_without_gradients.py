"""Right, but under torch.no_grad()."""

import torch

HINT = (
    "The values are right, but no gradient reaches X or K: torch.no_grad(), item(), torch.tensor(...), .data and the like cut "
    "a result off from what it was made of."
)


@torch.no_grad()
def corr2d(X, K):
    h, w = K.shape
    return (X.unfold(0, h, 1).unfold(1, w, 1) * K).sum(dim=(2, 3))
