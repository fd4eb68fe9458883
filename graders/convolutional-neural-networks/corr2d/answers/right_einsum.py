"""Windows by unfold, products and sums by einsum."""

import torch


def corr2d(X, K):
    return torch.einsum("ijab,ab->ij", X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1), K)
