"""Old spellings: new(), resize_, and products added in place."""

import torch


def corr2d(X, K):
    (H, W), (h, w) = X.size(), K.size()
    Y = X.new().resize_(H - h + 1, W - w + 1).zero_()
    for a in range(h):
        for b in range(w):
            Y.add_(X.narrow(0, a, H - h + 1).narrow(1, b, W - w + 1).mul(K[a, b]))
    return Y
