"""Both arguments are converted to float32."""

import torch

HINT = "The values are right, but the result is float32 whatever X is: keep the dtype of X."


def corr2d(X, K):
    h, w = K.shape
    return (X.float().unfold(0, h, 1).unfold(1, w, 1) * K.float()).sum(dim=(2, 3))
