"""Rows and columns of the kernel are mixed up."""

HINT = "This uses the kernel's transpose: K[b, a] where K[a, b] belongs. The first axis of both tensors counts rows."


def corr2d(X, K):
    w, h = K.shape
    return (X.unfold(0, h, 1).unfold(1, w, 1) * K.T).sum((2, 3))
