"""Negative outputs are set to zero."""

HINT = "Negative outputs come back as zero: the activation is a layer of its own, and no part of cross-correlation."


def corr2d(X, K):
    h, w = K.shape
    return (X.unfold(0, h, 1).unfold(1, w, 1) * K).sum((2, 3)).relu()
