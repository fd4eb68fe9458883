"""Outputs are whole numbers."""

HINT = "Outputs are rounded to whole numbers: the result is collected in a tensor of integers, or passed through int()."


def corr2d(X, K):
    h, w = K.shape
    return (X.unfold(0, h, 1).unfold(1, w, 1) * K).sum((2, 3)).long().to(X.dtype)
