"""The windows stand side by side instead of overlapping."""

HINT = "The windows do not overlap: the kernel moves by its own size. It should move by one row or column at a time."


def corr2d(X, K):
    h, w = K.shape
    return (X.unfold(0, h, h).unfold(1, w, w) * K).sum((2, 3))
