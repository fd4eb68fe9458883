"""The kernel is turned upside down."""

HINT = "This behaves as if the kernel were turned upside down: row a of the kernel belongs on row i + a of the image."


def corr2d(X, K):
    h, w = K.shape
    return (X.unfold(0, h, 1).unfold(1, w, 1) * K.flip(0)).sum((2, 3))
